using System.Collections.Frozen;
using Guildhall.Kernel.Values;
using Guildhall.Payments.Processors;

namespace Guildhall.Payments.Stripe;

// https://docs.stripe.com/currencies. Amounts are integers of the currency's smallest unit, but Stripe's idea of that unit is not
// always ISO 4217's: MGA has none there and two decimals here, ISK has two there and none here and must be whole, the dinars have
// three and the last must be 0. UGX is told both ways and is not taken.
internal static class StripeMoney
{
    private static readonly FrozenSet<string> _wholeUnits =
        FrozenSet.Create("BIF", "CLP", "DJF", "GNF", "JPY", "KMF", "KRW", "MGA", "PYG", "RWF", "VND", "VUV", "XAF", "XOF", "XPF");

    private static readonly FrozenSet<string> _thousandths = FrozenSet.Create("BHD", "JOD", "KWD", "OMR", "TND");

    private static readonly FrozenSet<string> _hundredths = (
        "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BRL BSD BWP BYN BZD CAD CDF CHF CNY COP CRC CVE CZK DKK DOP DZD "
        + "EGP ETB EUR FJD FKP GBP GEL GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR ISK JMD KES KGS KHR KYD KZT LAK LBP LKR LRD LSL MAD "
        + "MDL MKD MMK MNT MOP MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SEK "
        + "SGD SHP SLE SOS SRD SZL THB TJS TOP TRY TTD TWD TZS UAH USD UYU UZS WST XCD YER ZAR ZMW").Split(' ').ToFrozenSet();

    public static bool Takes(string currency) =>
        _hundredths.Contains(currency) || _wholeUnits.Contains(currency) || _thousandths.Contains(currency);

    /// <summary>Our minor units as Stripe counts them.</summary>
    /// <exception cref="ProcessorFailure">amount_refused: they have no such amount, e.g. 5.124 KWD.</exception>
    public static long ToStripe(long amount, string currency)
    {
        var (ours, theirs) = (Currencies.Get(currency).Exponent, DecimalsOf(currency));
        var counted = theirs >= ours ? checked(amount * Power(theirs - ours)) : Exactly(amount, Power(ours - theirs));
        return _thousandths.Contains(currency) ? Exactly(counted, 10) * 10 : counted;
    }

    /// <summary>Stripe's count in our minor units; a fee that lies between two of ours is rounded.</summary>
    /// <param name="currency">In any case of letters.</param>
    public static long FromStripe(long amount, string currency)
    {
        var code = CodeOf(currency);
        var (ours, theirs) = (Currencies.Find(code)?.Exponent ?? DecimalsOf(code), DecimalsOf(code));
        return ours >= theirs ? checked(amount * Power(ours - theirs))
            : (long)Math.Round((decimal)amount / Power(theirs - ours), MidpointRounding.AwayFromZero);
    }

    public static string CodeOf(string currency) => currency.ToUpperInvariant();

    private static int DecimalsOf(string currency) => _wholeUnits.Contains(currency) ? 0 : _thousandths.Contains(currency) ? 3 : 2;

    private static long Power(int decimals) => decimals switch { 0 => 1, 1 => 10, 2 => 100, _ => 1000 };

    private static long Exactly(long amount, long unit) =>
        amount % unit == 0 ? amount / unit : throw new ProcessorFailure("amount_refused", final: true);
}
