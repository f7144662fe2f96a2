using CsCheck;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Http;
using Guildhall.Payments.Coupons;
using Guildhall.Payments.Subscriptions;

namespace Guildhall.App.Tests.Payments;

/// <summary>Ten thousand steps of people who pay, fail, pause, leave, come back and change their mind, against a plain model.</summary>
[Trait("Database", "none")]
public class Random_subscriptions
{
    private static readonly Plan[] Plans =
    [
        new("tier", 1, "Premium", 1, Interval.Month, 2900, "CNY"), new("tier", 1, "Premium", 2, Interval.Quarter, 7999, "CNY"),
        new("tier", 1, "Premium", 3, Interval.Year, 29901, "CNY"), new("tier", 2, "Partner", 4, Interval.Month, 9901, "CNY"),
        new("tier", 2, "Partner", 5, Interval.Year, 99999, "CNY"),
    ];

    private static readonly RunningDiscount[][] Coupons =
    [
        [],
        [new(1, "PART", CouponKind.Percent, 33, 2, "")],
        [new(2, "EVER", CouponKind.Amount, 701, null, ""), new(1, "PART", CouponKind.Percent, 15, 4, "")],
        [new(3, "ALL", CouponKind.Percent, 100, 1, "")],
    ];

    private static (bool, long, int?) Plainly(RunningDiscount d) => (d.Kind == CouponKind.Percent, d.Value, d.PeriodsLeft);

    [Fact]
    public void Agree_with_the_plain_model_at_every_step() =>
        Gen.Select(Gen.Int[0, 13], Gen.Int[1, 700], Gen.Bool).Array[10_000].Sample(steps =>
        {
            var walk = new Walk();
            foreach (var (what, size, flag) in steps)
                walk.Step(what, size, flag);
            Assert.True(walk.Taken > 5_000, $"Only {walk.Taken} steps did something.");
            Assert.True(walk.Discounted > 50, $"Only {walk.Discounted} payments were lowered by coupons.");
            Assert.True(walk.Kinds.Count == 5, $"Only these movements: {string.Join(", ", walk.Kinds)}");
        }, iter: 3, threads: 1);

    [Fact]
    public void A_credit_is_never_more_than_was_paid_nor_negative() =>
        Gen.Select(Gen.Long[-5, 100_000_000_00], Gen.Int[1, 400 * 24], Gen.Int[-50, 500 * 24]).Sample((paid, hours, used) =>
        {
            var from = new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);
            var (until, now) = (from.AddHours(hours), from.AddHours(used));

            var credit = Proration.Credit(paid, from, until, now);

            Assert.InRange(credit, 0, Math.Max(0, paid));
            Assert.True(credit >= Proration.Credit(paid, from, until, now.AddHours(1)), "It grows with time.");
            if (paid > 0 && used < 24 && used < hours)
                Assert.Equal(paid, credit);
            if (used >= hours)
                Assert.Equal(0, credit);
        }, iter: 20_000);

    [Theory]
    // The examples of docs/decisions/0018-proration.md.
    [InlineData(2900, 31, 0, 2900)]
    [InlineData(2900, 31, 0.5, 2900)]
    [InlineData(2900, 31, 1, 2806)]
    [InlineData(2900, 31, 15.25, 1497)]
    [InlineData(2900, 31, 30.99, 94)]
    [InlineData(2900, 31, 31, 0)]
    [InlineData(1, 2, 1, 1)]
    [InlineData(29900, 365, 100, 21708)]
    public void A_credit_is_calculated_as_it_is_documented(long paid, int days, double used, long credit)
    {
        var from = new DateTime(2026, 3, 2, 8, 0, 0, DateTimeKind.Utc);

        Assert.Equal(credit, Proration.Credit(paid, from, from.AddDays(days), from.AddDays(used)));
    }

    private sealed class Walk
    {
        private readonly List<SubscriptionMovement> _movements = [];
        private DateTime _now = new(2026, 1, 31, 10, 0, 0, DateTimeKind.Utc);
        private Subscription _real = null!;
        private PlainSubscription _plain = null!;
        private long _cash, _credits;
        private long _passed;
        private bool _hasPaidBefore;

        public Walk() => Begin(Plans[0], true, false);

        private int _begun;

        public int Taken { get; private set; }
        public int Discounted { get; private set; }
        public HashSet<MovementKind> Kinds { get; } = [];

        public void Step(int what, int size, bool flag)
        {
            var before = (_plain.OverSince, _plain.PaidUntil);
            try
            {
                Act(what, size, flag);
                Taken++;
            }
            catch (Refused)
            {
                Assert.Equal(before, (_plain.OverSince, _plain.PaidUntil));
            }
            Check(size);
        }

        private void Act(int what, int size, bool flag)
        {
            switch (what)
            {
                case 0 or 1 or 2:
                    _now = _now.AddHours(size);
                    Time();
                    break;
                case 3 or 4:
                    Pay(_real.NextPlan ?? _real.Plan);
                    break;
                case 5:
                    _real.Fail(_now.AddDays(1), _now);
                    break;
                case 6 when size % 4 == 0:
                    _real.Cancel(flag, CancelReason.Other, "", _now);
                    _plain.Cancels(flag, _now);
                    Time();
                    break;
                case 7:
                    _real.Keep(_now);
                    _plain.Keeps();
                    break;
                case 8:
                    _real.Pause(1 + size % 3, _now, TimeZoneInfo.Utc);
                    _plain.Pauses(Intervals.AddMonths(_plain.PaidUntil, 1 + size % 3, TimeZoneInfo.Utc));
                    break;
                case 9:
                    _real.Resume(_now);
                    _plain.Resumes(_now);
                    Time();
                    break;
                case 10:
                    Upgrade(Plans[size % Plans.Length]);
                    break;
                case 11 when size % 5 == 0 && _plain.Paid.Any(p => p.Until > _now):
                    _plain.GivesBackTheLast(_now);
                    _real.Shorten(_plain.PaidUntil < _now ? _now : _plain.PaidUntil, _now);
                    Time();
                    break;
                case 12:
                    var next = Plans[size % Plans.Length];
                    _real.ChangeNext(next, _now);
                    _plain.Next = next == _plain.Plan ? null : next;
                    break;
                case 13 when _plain.OverSince is not null:
                    Begin(Plans[size % Plans.Length], flag, size % 3 == 0);
                    break;
            }
        }

        private void Begin(Plan plan, bool recurring, bool trial)
        {
            var until = trial ? _now.AddDays(7) : Intervals.AddMonths(_now, plan.Interval.Months(), TimeZoneInfo.Utc);
            var coupons = Coupons[_begun++ % Coupons.Length];
            _real = Subscription.Start(1, 1, plan, recurring ? "test" : null, null, until, trial, 7, _now, coupons);
            _plain = new PlainSubscription(plan, recurring, trial, 7) { Coupons = [.. coupons.Select(Plainly)] };
            _plain.Pays(_now, until, trial ? 0 : plan.Amount);
            _cash += trial ? 0 : plan.Amount;
            Count(_now);
        }

        private void Pay(Plan plan)
        {
            // Behind what runs, where the late one should have begun, or now.
            var late = _plain.OverSince is null && _now >= _plain.Due;
            var from = late ? _plain.Due : _plain.PaidUntil > _now ? _plain.PaidUntil : _now;
            if (_plain.OverSince is null)
                Assert.Equal(late ? _plain.Due : null, _real.NextFrom(_now, _now));
            var until = Intervals.AddMonths(from, plan.Interval.Months(), TimeZoneInfo.Utc);
            var costs = _plain.Costs(plan);
            Assert.Equal(costs, _real.NextCharge);
            Discounted += costs < plan.Amount ? 1 : 0;
            _real.Renew(plan, until, _now);
            _plain.Pays(from, until, costs, plan);
            _plain.TakesMoney();
            _cash += costs;
            Count(_now);
        }

        private void Upgrade(Plan to)
        {
            if (_plain.OverSince is not null || _real.IsCancelled || _real.StateAt(_now) == SubscriptionStanding.Paused)
                return;
            var credit = _plain.Paid.Where(p => p.Until > _now).Sum(p => Proration.Credit(p.Paid, p.From, p.Until, _now));
            Assert.Equal(_plain.Credit(_now), credit);
            var costs = _plain.Costs(to);
            if (!ChangePlan.IsUpgrade(_real.Plan, to) || credit > costs)
                return;
            _credits += credit;
            _cash += costs - credit;
            var until = Intervals.AddMonths(_now, to.Interval.Months(), TimeZoneInfo.Utc);
            var begun = Subscription.Start(1, 1, to, _real.Processor, null, until, false, 7, _now, _real.Discounts.After());
            begun.Replace(_real, _now);
            Assert.False(_real.IsOpenAt(_now));
            var plain = new PlainSubscription(to, _real.IsRecurring, false, 7) { Coupons = [.. _real.Discounts.After().Select(Plainly)] };
            // Worth what was paid now and what earlier payments had left.
            plain.Pays(_now, until, costs);
            (_real, _plain) = (begun, plain);
            Count(_now);
        }

        private void Time()
        {
            _plain.Reaches(_now);
            foreach (var at in _real.Ripen(_now))
                Count(at);
            Count(_now);
        }

        private void Count(DateTime at)
        {
            if (_real.Count(at, _hasPaidBefore) is not { } movement)
                return;
            _hasPaidBefore = true;
            _movements.Add(movement);
            _passed += movement.Amount;
            Kinds.Add(movement.Kind);
        }

        private void Check(int size)
        {
            Assert.Equal(_plain.OverSince, _real.EndedAt);
            Assert.Equal(_plain.PaidUntil > _now, _real.PaidUntil > _now);
            foreach (var at in (DateTime[])[_now, _now.AddHours(size), _now.AddDays(size)])
                Assert.True(_plain.IsOpen(at) == _real.IsOpenAt(at), $"At {at:s}, now {_now:s}, paid until {_real.PaidUntil:s}: {_real.StateAt(at)}");
            Assert.Equal(_plain.Monthly(_now), _passed);
            Assert.True(_credits <= _cash, "More was credited than was ever paid.");
            Assert.True(_plain.Credit(_now) <= _cash);
        }
    }
}
