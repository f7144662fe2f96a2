using System.Globalization;

namespace Guildhall.Kernel.Values;

/// <summary>
/// A share from nothing to the whole, in basis points (1 = 0.01 %), so 0…10,000: a commission, a discount, a tax rate.
/// Anything outside throws <see cref="ArgumentOutOfRangeException"/>.
/// </summary>
public readonly record struct Percent(int BasisPoints) : IComparable<Percent>
{
    public const int Whole = 10_000;

    public int BasisPoints { get; init => field = Check(value); } = Check(BasisPoints);

    /// <summary>
    /// This share of an amount, rounded to the minor unit half to even (0.5 → 0, 1.5 → 2), so that many small
    /// commissions do not drift in one party's favour. The rest is <c>amount - share</c>, never a second rounding.
    /// </summary>
    public Money Of(Money amount)
    {
        var product = (Int128)amount.Minor * BasisPoints;
        var (quotient, remainder) = Int128.DivRem(product, Whole);
        var twice = Int128.Abs(remainder) * 2;
        if (twice > Whole || (twice == Whole && Int128.IsOddInteger(quotient)))
            quotient += Int128.Sign(product);
        return amount with { Minor = (long)quotient };
    }

    /// <summary>Reads <c>12.5</c>, <c>12.5%</c> or full-width forms; at most two decimals, 0 to 100.</summary>
    public static bool TryParse(string? text, out Percent percent)
    {
        percent = default;
        var typed = WellFormed.Compatible(text ?? "").Replace('。', '.').Trim();
        if (typed.EndsWith('%'))
            typed = typed[..^1].TrimEnd();
        if (typed.Length > 16 || !decimal.TryParse(typed, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
            return false;
        var points = number * 100;
        if (points != decimal.Truncate(points) || points > Whole)
            return false;
        percent = new Percent((int)points);
        return true;
    }

    public int CompareTo(Percent other) => BasisPoints.CompareTo(other.BasisPoints);

    /// <summary>The same in every language: <c>12.5%</c>.</summary>
    public override string ToString() => (BasisPoints / 100m).ToString("0.##", CultureInfo.InvariantCulture) + "%";

    private static int Check(int points) =>
        points is >= 0 and <= Whole ? points : throw new ArgumentOutOfRangeException(nameof(points), points, "0 to 10,000 basis points.");
}
