namespace Guildhall.Payments.Invoices;

/// <summary>
/// The one formula of tax: docs/decisions/0021-invoices.md has it with examples. Prices are what the buyer pays, so tax is taken out of
/// an amount, rounded half up once for a document, and net is what remains.
/// </summary>
internal static class TaxMath
{
    /// <summary>A whole percent in the unit in which rates are stored.</summary>
    public const int Percent = 1000;

    /// <summary>100 percent.</summary>
    public const int MaxRate = 100 * Percent;

    /// <summary>The tax in a gross amount, minor units: from 0 to <paramref name="gross"/>.</summary>
    /// <param name="gross">0 or more.</param>
    /// <param name="rate">Thousandths of a percent, 0 to <see cref="MaxRate"/>.</param>
    public static long In(long gross, int rate)
    {
        if (gross < 0 || rate is < 0 or > MaxRate)
            throw new ArgumentOutOfRangeException(nameof(gross), $"{gross} at {rate}: an amount is not below zero, a rate lies in 0 to 100 percent.");
        var whole = MaxRate + rate;
        return (long)(((Int128)gross * rate * 2 + whole) / (2 * whole));
    }

    /// <summary>
    /// The tax in a part that goes back, after other parts did: what the parts together hold less what the earlier ones held, so that the
    /// credit notes of a whole invoice sum to its tax.
    /// </summary>
    public static long InPart(long part, long before, int rate) => In(checked(before + part), rate) - In(before, rate);

    /// <summary>Shares of an amount in the proportion of others; they sum to it.</summary>
    public static long[] Spread(long amount, IReadOnlyList<long> over)
    {
        var whole = over.Sum();
        var shares = new long[over.Count];
        if (whole == 0)
        {
            shares[0] = amount;
            return shares;
        }
        long reached = 0, given = 0;
        for (var i = 0; i < over.Count; i++)
        {
            reached += over[i];
            var until = (long)(((Int128)amount * reached * 2 + whole) / (2 * (Int128)whole));
            shares[i] = until - given;
            given = until;
        }
        return shares;
    }
}
