using System.Globalization;

namespace Guildhall.Kernel.Values;

/// <summary>
/// An exact amount: <paramref name="Minor"/> in the smallest unit of <paramref name="Currency"/> (cents, 分, whole yen;
/// how many of them make one is <see cref="Values.Currency.Exponent"/>), may be negative (a ledger's other side).
/// All arithmetic is checked: overflow throws <see cref="OverflowException"/>, two currencies in one operation throw
/// <see cref="InvalidOperationException"/>.
/// </summary>
/// <param name="Minor">Amount in minor units.</param>
/// <param name="Currency">ISO 4217 code in upper case; an unknown one throws <see cref="ArgumentException"/>.</param>
public readonly record struct Money(long Minor, string Currency) : IComparable<Money>
{
    /// <summary>Largest price that may be typed: 10,000,000,000 minor units. Sums in ledgers may be larger.</summary>
    public const long MaxMinor = 10_000_000_000;

    public string Currency { get; init => field = Currencies.Get(value).Code; } = Currencies.Get(Currency).Code;

    public bool IsNegative => Minor < 0;

    public static Money Zero(string currency) => new(0, currency);

    public static Money operator +(Money a, Money b) => a with { Minor = checked(a.Minor + a.Like(b).Minor) };

    public static Money operator -(Money a, Money b) => a with { Minor = checked(a.Minor - a.Like(b).Minor) };

    public static Money operator -(Money a) => a with { Minor = checked(-a.Minor) };

    public static Money operator *(Money a, long times) => a with { Minor = checked(a.Minor * times) };

    public static bool operator <(Money a, Money b) => a.CompareTo(b) < 0;

    public static bool operator >(Money a, Money b) => a.CompareTo(b) > 0;

    public static bool operator <=(Money a, Money b) => a.CompareTo(b) <= 0;

    public static bool operator >=(Money a, Money b) => a.CompareTo(b) >= 0;

    /// <exception cref="InvalidOperationException">The currencies differ: amounts of two currencies have no order.</exception>
    public int CompareTo(Money other) => Minor.CompareTo(Like(other).Minor);

    /// <summary>
    /// Reads what a person typed as a price, see <see cref="MoneyText.Read"/> for what is accepted; <c>false</c> on anything else.
    /// </summary>
    public static bool TryParse(string? text, string currency, out Money money) =>
        MoneyText.Read(text, currency, out money) == MoneyFault.None;

    /// <summary>For people, in <c>zh</c> or <c>en</c>: <c>¥12.50</c>, <c>CN¥12.50</c>. See <see cref="MoneyText.Write"/>.</summary>
    /// <param name="trimZeros">Writes <c>¥12</c> for a whole amount; for price cards, not for invoices.</param>
    public string Format(string language, bool trimZeros = false) => MoneyText.Write(this, language, trimZeros);

    /// <summary>
    /// The plain decimal number, <c>1250.00</c>: for form fields, CSV and payment processors that take decimals.
    /// <see cref="TryParse"/> reads it back.
    /// </summary>
    public string ToDecimalString() => MoneyText.Digits(this, "");

    /// <summary>For logs and exceptions, never for people: <c>CNY 12.50</c>.</summary>
    public override string ToString() =>
        Currency is null ? Minor.ToString(CultureInfo.InvariantCulture) : $"{Currency} {ToDecimalString()}";

    private Money Like(Money other) =>
        Currency == other.Currency
            ? other
            : throw new InvalidOperationException($"{Currency} and {other.Currency} do not mix: convert at a stated rate first.");
}
