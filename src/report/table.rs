//! A table before it is drawn: the terminal and the page draw the same ones.

/// What a cell wants to say beside its text; never the only carrier of a meaning.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Tone {
    /// Nothing.
    #[default]
    Plain,
    /// Welcome.
    Good,
    /// Unwelcome.
    Bad,
    /// Undecided, or a warning.
    Unsure,
    /// Of less interest.
    Quiet,
    /// The one to look at.
    Strong,
}

/// One cell.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Cell {
    /// The text; empty where nothing applies.
    pub text: String,
    /// Half width of the interval, such as `±0.1`, aligned apart from the text.
    pub spread: Option<String>,
    /// What it wants to say.
    pub tone: Tone,
}

impl Cell {
    /// A cell of plain text.
    pub fn new(text: impl Into<String>) -> Cell {
        Cell { text: text.into(), ..Cell::default() }
    }

    /// The same cell in another tone.
    pub fn toned(self, tone: Tone) -> Cell {
        Cell { tone, ..self }
    }
}

/// The head of a column.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Column {
    /// Its words, the unit after a comma.
    pub head: String,
    /// Numbers are right-aligned and never wrapped.
    pub numeric: bool,
}

/// One row: its label in the first column, then its cells; no cells make it a heading over the rows that follow.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Row {
    /// The row's name.
    pub label: Cell,
    /// One per column after the first.
    pub cells: Vec<Cell>,
}

/// A table; the first column holds the names of the rows.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Table {
    /// What it shows.
    pub title: String,
    /// Heads, the first being of the row names.
    pub columns: Vec<Column>,
    /// Rows.
    pub rows: Vec<Row>,
    /// What must be known to read it.
    pub note: Option<String>,
}

impl Table {
    /// A table without columns but that of the row names.
    pub fn new(title: impl Into<String>, names: impl Into<String>) -> Table {
        let names = Column { head: names.into(), numeric: false };
        Table { title: title.into(), columns: vec![names], rows: Vec::new(), note: None }
    }

    /// Adds a column of numbers.
    pub fn number(mut self, head: impl Into<String>) -> Table {
        self.columns.push(Column { head: head.into(), numeric: true });
        self
    }

    /// Adds a column of words.
    pub fn words(mut self, head: impl Into<String>) -> Table {
        self.columns.push(Column { head: head.into(), numeric: false });
        self
    }

    /// Adds a row.
    pub fn push(&mut self, label: Cell, cells: Vec<Cell>) {
        self.rows.push(Row { label, cells });
    }

    /// Adds a column with one cell for each row there is.
    pub fn push_column(&mut self, head: impl Into<String>, cells: Vec<Cell>) {
        self.columns.push(Column { head: head.into(), numeric: true });
        for (row, cell) in self.rows.iter_mut().zip(cells) {
            row.cells.push(cell);
        }
    }

    /// Whether nothing would be shown.
    pub fn is_empty(&self) -> bool {
        self.columns.len() < 2 || self.rows.iter().all(|row| row.cells.is_empty())
    }
}
