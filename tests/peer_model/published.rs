//! Published figures of the small example of Callcenter Simulator (Copyright 2020 Alexander Herzog, Apache License 2.0;
//! version 6.2.235, 40 runs of 500 days): value and standard error, per type of customer, by contact and by customer.

use super::Figure::{self, *};
use super::View::{self, *};

/// Type (topic A, topic B, priority), view, figure, value, standard error.
pub const PUBLISHED: &[(usize, View, Figure, f64, f64)] = &[
    (0, Contact, Offered, 1132.838, 0.2540653),
    (0, Contact, Forwarded, 291.9309, 0.1007846),
    (0, Contact, AnsweredRate, 0.8585812, 0.0001795748),
    (0, Contact, WaitAnswered, 85.60103, 0.05588503),
    (0, Contact, WaitAbandoned, 137.829, 0.04906626),
    (0, Contact, Within21, 0.3097107, 0.0002326337),
    (0, Contact, Below20, 0.3065997, 0.0002331208),
    (0, Customer, AnsweredRate, 0.9537261, 7.452487e-05),
    (0, Customer, WaitAnswered, 117.2281, 0.0779014),
    (0, Customer, WaitAbandoned, 119.4466, 0.07421189),
    (0, Customer, Within21, 0.255883, 0.0002129476),
    (1, Contact, Offered, 1369.375, 0.275053),
    (1, Contact, Forwarded, 295.8568, 0.08356008),
    (1, Contact, AnsweredRate, 0.7199987, 0.0001912533),
    (1, Contact, WaitAnswered, 74.54418, 0.04030004),
    (1, Contact, WaitAbandoned, 103.7551, 0.02863211),
    (1, Contact, Within21, 0.3197349, 0.0001894025),
    (1, Contact, Below20, 0.3160453, 0.0001891321),
    (1, Customer, AnsweredRate, 0.8789819, 0.0001320136),
    (1, Customer, WaitAnswered, 105.7519, 0.0623539),
    (1, Customer, WaitAbandoned, 106.1455, 0.02950655),
    (1, Customer, Within21, 0.2666903, 0.0001876936),
    (2, Contact, Offered, 423.8564, 0.03573056),
    (2, Contact, Forwarded, 20.90785, 0.03223459),
    (2, Contact, AnsweredRate, 0.9859899, 4.264994e-05),
    (2, Contact, WaitAnswered, 18.92287, 0.01138932),
    (2, Contact, WaitAbandoned, 56.79422, 0.1046399),
    (2, Contact, Within21, 0.6566779, 0.0002441726),
    (2, Contact, Below20, 0.6404983, 0.0002482017),
    (2, Customer, AnsweredRate, 0.9925257, 2.516519e-05),
    (2, Customer, WaitAnswered, 19.89488, 0.01217501),
    (2, Customer, WaitAbandoned, 57.02383, 0.1142539),
    (2, Customer, Within21, 0.6387365, 0.0002522453),
];

/// Redials a day over all types, with its standard error.
pub const REDIALS: (f64, f64) = (417.3737, 0.406_972_6);
