using Guildhall.Kernel.Values;

namespace Guildhall.Communities.Opening;

/// <summary>First prices of a tier, in whole units: in yuan, and in dollars from which those of other currencies are made.</summary>
internal sealed record PricePoints(long MonthYuan, long YearYuan, long MonthDollars, long YearDollars)
{
    // How many units make a similar price as one dollar, in round figures: prices that look meant, not converted.
    private static readonly Dictionary<string, long> UnitsPerDollar = new(StringComparer.Ordinal)
    {
        ["HKD"] = 8, ["MOP"] = 8, ["TWD"] = 30, ["JPY"] = 150, ["KRW"] = 1_300, ["THB"] = 30, ["VND"] = 25_000, ["IDR"] = 15_000,
        ["PHP"] = 50, ["MYR"] = 4, ["INR"] = 80, ["PKR"] = 250, ["BDT"] = 100, ["LKR"] = 300, ["RUB"] = 90, ["KZT"] = 500, ["UAH"] = 40,
        ["TRY"] = 30, ["PLN"] = 4, ["CZK"] = 20, ["HUF"] = 350, ["RON"] = 4, ["RSD"] = 100, ["ISK"] = 130, ["SEK"] = 10, ["NOK"] = 10,
        ["DKK"] = 7,
        ["BRL"] = 5, ["MXN"] = 18, ["ARS"] = 1_000, ["CLP"] = 900, ["COP"] = 4_000, ["PYG"] = 7_000, ["UYU"] = 40, ["PEN"] = 4, ["CRC"] = 500,
        ["ZAR"] = 18, ["EGP"] = 40, ["NGN"] = 1_000, ["KES"] = 130, ["TZS"] = 2_500, ["UGX"] = 3_500, ["RWF"] = 1_300, ["XOF"] = 600,
        ["XAF"] = 600,
        ["AED"] = 4, ["SAR"] = 4, ["QAR"] = 4, ["ILS"] = 4, ["IRR"] = 100_000, ["IQD"] = 1_300, ["LBP"] = 90_000, ["UZS"] = 12_000,
        ["MNT"] = 3_500,
        ["KHR"] = 4_000, ["LAK"] = 20_000, ["MMK"] = 2_000, ["NPR"] = 130, ["AMD"] = 400,
    };

    public long Month(string currency) => Minor(currency, MonthYuan, MonthDollars);

    public long Year(string currency) => Minor(currency, YearYuan, YearDollars);

    private static long Minor(string currency, long yuan, long dollars)
    {
        var units = currency == "CNY" ? yuan : dollars * UnitsPerDollar.GetValueOrDefault(currency, 1);
        for (var digits = Currencies.Get(currency).Exponent; digits > 0; digits--)
            units *= 10;
        return units;
    }
}
