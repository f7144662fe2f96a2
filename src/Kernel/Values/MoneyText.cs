using System.Globalization;
using System.Text;

namespace Guildhall.Kernel.Values;

/// <summary>Why a typed price was refused; <see cref="None"/> means it was read.</summary>
public enum MoneyFault
{
    None,
    Missing,
    NotANumber,
    TooManyDecimals,
    Negative,
    TooLarge,
}

/// <summary>
/// Prices as people type and read them. Own rules instead of the machine's ICU data: what an invoice says
/// must not change with the operating system's locale files.
/// </summary>
public static class MoneyText
{
    /// <summary>
    /// Reads a price for a known currency. Accepted: digits with a decimal point, groups of three parted by commas
    /// (<c>1,250.00</c>), the currency's own code or symbol before or after (<c>¥12</c>, <c>12 CNY</c>, <c>12元</c>), full-width
    /// forms as a Chinese keyboard gives them (<c>１２。５</c>). Refused: a decimal comma (<c>12,50</c> could be twelve and a half or a
    /// slip for 1,250, and a price must not be guessed), more decimals than the currency has, minus, exponents.
    /// </summary>
    /// <param name="maxMinor">Upper limit in minor units, inclusive.</param>
    /// <exception cref="ArgumentException">The currency is unknown.</exception>
    public static MoneyFault Read(string? text, string currency, out Money money, long maxMinor = Money.MaxMinor)
    {
        var kind = Currencies.Get(currency);
        money = Money.Zero(kind.Code);
        if (string.IsNullOrWhiteSpace(text))
            return MoneyFault.Missing;
        if (text.Length > 64)
            return MoneyFault.NotANumber;

        var typed = StripUnit(WellFormed.Compatible(text).Replace('。', '.').Trim(), kind);
        if (typed.Length == 0)
            return MoneyFault.NotANumber;
        if (typed[0] is '-' or '\u2212')
            return MoneyFault.Negative;

        var point = typed.IndexOf('.');
        var (whole, fraction) = point < 0 ? (typed, "") : (typed[..point], typed[(point + 1)..]);
        if (!Ungroup(ref whole) || !fraction.All(char.IsAsciiDigit) || (whole.Length == 0 && fraction.Length == 0))
            return MoneyFault.NotANumber;
        if (fraction.TrimEnd('0').Length > kind.Exponent)
            return MoneyFault.TooManyDecimals;

        var digits = whole + fraction.TrimEnd('0').PadRight(kind.Exponent, '0');
        digits = digits.TrimStart('0');
        if (digits.Length > 18)
            return MoneyFault.TooLarge;
        var minor = digits.Length == 0 ? 0 : long.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);
        if (minor > maxMinor)
            return MoneyFault.TooLarge;
        money = new Money(minor, kind.Code);
        return MoneyFault.None;
    }

    /// <summary>
    /// The amount for people, with thousands grouped by commas in both languages. The sign is the currency's symbol where the
    /// reader of that language takes it for granted (<c>¥</c> is yuan in zh, yen in en), else the code and a no-break space.
    /// </summary>
    /// <param name="language"><c>zh…</c> or anything else for English.</param>
    public static string Write(Money money, string language, bool trimZeros = false)
    {
        var kind = Currencies.Get(money.Currency);
        var symbol = language.StartsWith("zh", StringComparison.OrdinalIgnoreCase) ? kind.SymbolZh : kind.SymbolEn;
        var digits = Digits(money, ",");
        if (trimZeros && kind.Exponent > 0 && digits.EndsWith(new string('0', kind.Exponent), StringComparison.Ordinal))
            digits = digits[..^(kind.Exponent + 1)];
        var sign = money.IsNegative ? "-" : "";
        return sign + (symbol.Length > 0 ? symbol : kind.Code + "\u00A0") + digits.TrimStart('-');
    }

    internal static string Digits(Money money, string group)
    {
        var exponent = Currencies.Get(money.Currency).Exponent;
        var digits = Int128.Abs(money.Minor).ToString(CultureInfo.InvariantCulture).PadLeft(exponent + 1, '0');
        var text = new StringBuilder(digits, 0, digits.Length - exponent, 32);
        if (group.Length > 0)
            for (var i = text.Length - 3; i > 0; i -= 3)
                text.Insert(i, group);
        if (exponent > 0)
            text.Append('.').Append(digits, digits.Length - exponent, exponent);
        return money.IsNegative ? text.Insert(0, '-').ToString() : text.ToString();
    }

    private static string StripUnit(string typed, Currency kind)
    {
        string[] units = [kind.Code, kind.SymbolZh, kind.SymbolEn, kind.Code is "CNY" or "JPY" ? "\u00A5" : "", kind.Code == "CNY" ? "元" : ""];
        foreach (var unit in units.Where(u => u.Length > 0).OrderByDescending(u => u.Length))
        {
            // NFKC has turned the full-width ￥ into ¥ and ＄ into $ on the typed side already.
            if (typed.StartsWith(unit, StringComparison.OrdinalIgnoreCase))
                return typed[unit.Length..].Trim();
            if (typed.EndsWith(unit, StringComparison.OrdinalIgnoreCase))
                return typed[..^unit.Length].Trim();
        }
        return typed;
    }

    private static bool Ungroup(ref string whole)
    {
        var groups = whole.Split(',');
        if (groups.Any(g => !g.All(char.IsAsciiDigit)))
            return false;
        if (groups.Length > 1 && (groups[0].Length is 0 or > 3 || groups.Skip(1).Any(g => g.Length != 3)))
            return false;
        whole = string.Concat(groups);
        return true;
    }
}
