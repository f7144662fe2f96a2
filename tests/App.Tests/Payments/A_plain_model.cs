using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Payments.Subscriptions;

namespace Guildhall.App.Tests.Payments;

/// <summary>
/// What a subscription should be, written down as plainly as possible: a list of paid times, a pause, an end. It counts by looking at every
/// day, where the program calculates.
/// </summary>
internal sealed class PlainSubscription(Plan plan, bool recurring, bool trial, int graceDays)
{
    private readonly List<(DateTime From, DateTime Until, long Paid)> _paid = [];
    private (DateTime From, DateTime Until)? _pause;
    private DateTime? _stops;
    private bool _promised;

    public Plan Plan { get; private set; } = plan;
    public Plan? Next { get; set; }
    public DateTime? OverSince { get; private set; }
    /// <summary>What coupons take off: a part or an amount, for so many further periods.</summary>
    public List<(bool IsPart, long Value, int? Left)> Coupons { get; init; } = [];

    public bool EverPaid { get; private set; } = !trial;
    public DateTime PaidUntil => _paid.Select(p => p.Until).DefaultIfEmpty(DateTime.MinValue).Max();
    public DateTime Due => _pause is { } pause && pause.Until > PaidUntil ? pause.Until : PaidUntil;
    private TimeSpan Grace => !recurring ? TimeSpan.Zero : EverPaid ? TimeSpan.FromDays(graceDays) : TimeSpan.FromDays(1);

    public void Pays(DateTime from, DateTime until, long paid, Plan? of = null)
    {
        _paid.Add((from, until, paid));
        if (OverSince is not null)
            return;
        Plan = of ?? Plan;
        // The first payment is settled before anything runs on.
        if (of is not null)
            Coupons.RemoveAll(c => c.Left == 1);
        for (var i = 0; of is not null && i < Coupons.Count; i++)
            Coupons[i] = Coupons[i] with { Left = Coupons[i].Left - 1 };
        if (Next == Plan)
            Next = null;
        (_pause, _promised) = (null, false);
        if (_stops is { } stops && stops < PaidUntil)
            _stops = PaidUntil;
    }

    public long Costs(Plan plan)
    {
        var left = plan.Amount;
        foreach (var (_, part, _) in Coupons.Where(c => c.IsPart))
            left -= (long)Math.Round(left * part / 100m, MidpointRounding.AwayFromZero);
        foreach (var (_, amount, _) in Coupons.Where(c => !c.IsPart))
            left = Math.Max(0, left - amount);
        return left;
    }

    public void TakesMoney() => EverPaid = true;

    public void Cancels(bool atOnce, DateTime now)
    {
        _stops = atOnce || PaidUntil <= now ? now : PaidUntil;
        if (_pause is { } pause && pause.From > now)
            _pause = null;
        Next = null;
    }

    public void Keeps() => _stops = null;

    public void Pauses(DateTime until) => _pause = (PaidUntil, until);

    public void Resumes(DateTime now)
    {
        _promised = now >= PaidUntil;
        _pause = _promised ? (_pause!.Value.From, now) : null;
    }

    public void GivesBackTheLast(DateTime now)
    {
        _paid.RemoveAt(_paid.Count - 1);
        if (_pause is { } pause && pause.From > PaidUntil)
            _pause = (PaidUntil, pause.Until);
        if (PaidUntil <= now)
            Ends(now);
    }

    /// <summary>All that is paid stops now.</summary>
    public void Ends(DateTime now)
    {
        OverSince ??= now;
        for (var i = 0; i < _paid.Count; i++)
            _paid[i] = _paid[i] with { Until = _paid[i].Until < now ? _paid[i].Until : now };
    }

    /// <summary>Time goes by.</summary>
    public void Reaches(DateTime now)
    {
        if (OverSince is null && _stops <= now)
            OverSince = _stops;
        else if (OverSince is null && Due + Grace <= now)
            OverSince = Due + Grace;
    }

    public bool IsOpen(DateTime at) => _paid.Any(p => at < p.Until)
        || recurring && OverSince is not { } && !(_stops <= at) && !IsPaused(at) && at >= Due && at < Due + Grace;

    public bool IsPaused(DateTime at) => _pause is { } pause && pause.From <= at && at < pause.Until;

    public long Monthly(DateTime at)
    {
        if (!EverPaid || OverSince <= at || _stops <= at || IsPaused(at))
            return 0;
        // After a pause nothing counts before it is paid.
        if (_pause is { } pause && pause.Until <= at && at >= PaidUntil || _promised)
            return 0;
        var months = Plan.Interval switch { Interval.Month => 1m, Interval.Quarter => 3m, _ => 12m };
        return (long)Math.Round(Costs(Plan) / months, MidpointRounding.AwayFromZero);
    }

    /// <summary>Day by day: one that has not begun, or has begun and not ended, is unused.</summary>
    public long Credit(DateTime now)
    {
        var sum = 0L;
        foreach (var (from, until, paid) in _paid.Where(p => p.Until > now))
        {
            var (days, unused) = (0, 0);
            for (var day = from; day < until; day = day.AddDays(1))
            {
                days++;
                if (day.AddDays(1) > now)
                    unused++;
            }
            sum += (long)Math.Round((decimal)paid * unused / days, MidpointRounding.AwayFromZero);
        }
        return sum;
    }

    public IEnumerable<(DateTime From, DateTime Until, long Paid)> Paid => _paid;
}
