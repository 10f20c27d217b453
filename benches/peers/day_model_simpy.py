"""The day model in SimPy, one process per customer as in SimPy's own examples.

Usage: python day_model_simpy.py [DAYS] [SEED]     (benches/peers/run.sh makes the environment)

The model is that of scenarios/operation/day-model.toml, whose arrays are read from that file, so that the two cannot
drift apart. Times are minutes. SimPy's resources cannot hand a freed agent to one of two queues, so agents are counted
and the waiting customers are events in queues of the script's own.
"""

import random
import sys
import time
import tomllib
from collections import deque
from math import log, sqrt
from pathlib import Path

import simpy

SCENARIO = Path(__file__).parents[2] / "scenarios" / "operation" / "day-model.toml"
HALF_HOURS = 48
HALF_HOUR = 30.0
DAY = HALF_HOURS * HALF_HOUR
AWT = 20.0 / 60.0
PATIENCE = 3.0
REDIAL, REDIAL_DELAY = 0.3, 10.0
REPEAT, REPEAT_DELAY = 0.15, 120.0
SIGMA = sqrt(log(2.0))  # lognormal with a coefficient of variation of 1


class Reason:
    """A kind of contact: its service time, its queue, the teams it goes to in order of preference."""

    def __init__(self, stated):
        self.mu = log(float(stated["talk"]["mean"].rstrip("m"))) - SIGMA**2 / 2
        self.per_minute = [rate / 60.0 for rate in stated["arrivals_per_hour"]]
        self.teams = []
        self.waiting = deque()


class Team:
    """Agents with the same skills, in order of preference."""

    def __init__(self, stated):
        self.agents = stated["agents"]
        self.skills = []
        self.planned = 0
        self.busy = 0


class Counts:
    """What is measured, per half hour of arrival."""

    def __init__(self):
        self.offered = [0] * HALF_HOURS
        self.within_awt = [0] * HALF_HOURS
        self.abandoned = 0
        self.answered = 0


class Centre:
    """The contact centre of one day."""

    def __init__(self, env, scenario, luck, counts):
        self.env, self.luck, self.counts = env, luck, counts
        self.reasons = [Reason(stated) for stated in scenario["reason"]]
        self.teams = [Team(stated) for stated in scenario["team"]]
        names = [stated["name"] for stated in scenario["reason"]]
        for team, stated in zip(self.teams, scenario["team"]):
            team.skills = [self.reasons[names.index(skill)] for skill in stated["skills"]]
        for reason in self.reasons:
            reason.teams = sorted(
                (team for team in self.teams if reason in team.skills),
                key=lambda team: team.skills.index(reason),
            )

    def free_team(self, reason):
        """The first team in the reason's order with a free agent."""
        for team in reason.teams:
            if team.busy < team.planned:
                return team
        return None

    def serve_waiting(self, team):
        """Gives waiting customers to the free agents of a team."""
        while team.busy < team.planned:
            for reason in team.skills:
                if reason.waiting:
                    team.busy += 1
                    reason.waiting.popleft().succeed(team)
                    break
            else:
                return

    def customer(self, reason):
        """One contact from arrival to end, and what it leads to."""
        env, luck, counts = self.env, self.luck, self.counts
        half_hour = int(env.now / HALF_HOUR)
        counts.offered[half_hour] += 1
        arrived = env.now
        team = self.free_team(reason)
        if team is None:
            agent = env.event()
            reason.waiting.append(agent)
            yield agent | env.timeout(luck.expovariate(1.0 / PATIENCE))
            if not agent.triggered:
                counts.abandoned += 1
                reason.waiting.remove(agent)
                if luck.random() < REDIAL:
                    env.process(self.come_back(reason, luck.expovariate(1.0 / REDIAL_DELAY)))
                return
            team = agent.value
        else:
            team.busy += 1
        counts.answered += 1
        if env.now - arrived <= AWT:
            counts.within_awt[half_hour] += 1
        yield env.timeout(luck.lognormvariate(reason.mu, SIGMA))
        team.busy -= 1
        self.serve_waiting(team)
        if luck.random() < REPEAT:
            env.process(self.come_back(reason, luck.expovariate(1.0 / REPEAT_DELAY)))

    def come_back(self, reason, delay):
        """A redial or repeat, unless it would fall after the day."""
        if self.env.now + delay < DAY:
            yield self.env.timeout(delay)
            yield from self.customer(reason)

    def arrivals(self, reason):
        """First contacts of a reason: a Poisson process whose rate changes at each half hour."""
        env, luck = self.env, self.luck
        for half_hour, rate in enumerate(reason.per_minute):
            ends = (half_hour + 1) * HALF_HOUR
            while True:
                gap = luck.expovariate(rate)
                if env.now + gap >= ends:
                    # The exponential law forgets: the next half hour begins with a new draw.
                    yield env.timeout(ends - env.now)
                    break
                yield env.timeout(gap)
                env.process(self.customer(reason))

    def staffing(self):
        """Sets the planned agents at each half hour."""
        for half_hour in range(HALF_HOURS):
            for team in self.teams:
                team.planned = team.agents[half_hour]
            for team in self.teams:
                self.serve_waiting(team)
            yield self.env.timeout(HALF_HOUR)


def main():
    days = int(sys.argv[1]) if len(sys.argv) > 1 else 20
    luck = random.Random(int(sys.argv[2]) if len(sys.argv) > 2 else 1)
    scenario = tomllib.loads(SCENARIO.read_text())
    counts = Counts()
    start = time.process_time()
    for _ in range(days):
        env = simpy.Environment()
        centre = Centre(env, scenario, luck, counts)
        env.process(centre.staffing())
        for reason in centre.reasons:
            env.process(centre.arrivals(reason))
        env.run()
    cpu = time.process_time() - start
    offered = sum(counts.offered)
    assert offered == counts.answered + counts.abandoned
    print(f"days {days}")
    print(f"contacts_per_day {offered / days:.1f}")
    print(f"abandonment_rate {counts.abandoned / offered:.5f}")
    print(f"service_level_of_offered {sum(counts.within_awt) / offered:.5f}")
    print("by_half_hour " + " ".join(f"{w / n:.3f}" for w, n in zip(counts.within_awt, counts.offered)))
    print(f"cpu_seconds_per_day {cpu / days:.6f}")


if __name__ == "__main__":
    main()
