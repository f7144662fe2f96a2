namespace Guildhall.Payments.Subscriptions;

/// <summary>
/// The one formula of unused time: docs/decisions/0018-proration.md has it with examples. Days are spans of 24 hours from the beginning
/// of a
/// period; one that has begun counts as unused, so that a preview holds for a while and rounding is the member's.
/// </summary>
internal static class Proration
{
    /// <summary>What was paid for a period's unused days, minor units: from 0 to <paramref name="paid"/>, rounded half up.</summary>
    /// <param name="paid">Minor units that were really paid for it and have not gone back.</param>
    /// <param name="until">Exclusive.</param>
    public static long Credit(long paid, DateTime from, DateTime until, DateTime now)
    {
        if (paid <= 0 || now >= until || until <= from)
            return 0;
        if (now <= from)
            return paid;
        var days = (long)Math.Ceiling((until - from).TotalDays);
        var unused = Math.Max(days - (long)Math.Floor((now - from).TotalDays), 0);
        return (long)(((Int128)paid * unused * 2 + days) / (days * 2));
    }

    /// <summary>An amount less a percentage of it; the discount is rounded half up, to the member.</summary>
    public static long Less(long amount, int percent) => amount - (long)(((Int128)amount * percent * 2 + 100) / 200);

    /// <summary>A share of an amount, rounded down.</summary>
    public static long Share(long amount, long part, long whole) => whole == 0 ? 0 : (long)((Int128)amount * part / whole);
}
