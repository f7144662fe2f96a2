using System.Globalization;
using System.Text.RegularExpressions;
using Guildhall.Kernel.Http;

namespace Guildhall.Payments.Invoices;

/// <summary>What an operator says about the seller and its documents.</summary>
/// <param name="TaxRate">Thousandths of a percent.</param>
internal sealed partial record SellerDetails(
    string LegalName, string Address, string TaxNumber, string Contact, TaxShown TaxShown, string TaxName, int TaxRate, string Note,
    string InvoicePrefix, string CreditPrefix, bool AsksConsent, bool OffersFapiao)
{
    public const int MaxLine = 200, MaxText = 600, MaxTaxNumber = 40, MaxTaxName = 40, MaxPrefix = 12;
    public const string UsualInvoicePrefix = "INV-", UsualCreditPrefix = "CN-";

    /// <summary>Where nobody has said anything. A 发票 is what buyers expect of a community that speaks Chinese.</summary>
    public static SellerDetails Usual(string language) =>
        new("", "", "", "", TaxShown.None, "", 0, "", UsualInvoicePrefix, UsualCreditPrefix, AsksConsent: false,
            OffersFapiao: language == "zh");

    /// <exception cref="Refused">422 at the field.</exception>
    public SellerDetails Check()
    {
        var clean = this with
        {
            LegalName = Line(LegalName, "legalName", MaxLine),
            Address = Text(Address, "address", MaxText),
            TaxNumber = Line(TaxNumber, "taxNumber", MaxTaxNumber),
            Contact = Text(Contact, "contact", MaxText),
            TaxName = Line(TaxName, "taxName", MaxTaxName),
            Note = Text(Note, "note", MaxText),
            InvoicePrefix = PrefixOf(InvoicePrefix, "invoicePrefix"),
            CreditPrefix = PrefixOf(CreditPrefix, "creditPrefix"),
        };
        if (clean.TaxShown == TaxShown.Included && clean.TaxName.Length == 0)
            throw Refused.AtField("taxName", "tax_name_missing", "Enter the name of the tax, such as VAT.");
        if (clean.TaxRate is < 0 or > TaxMath.MaxRate)
            throw BadRate();
        return clean;
    }

    /// <summary>A rate as it is typed and sent: a percentage with up to three decimals.</summary>
    /// <exception cref="Refused">422.</exception>
    public static int ReadRate(string? typed)
    {
        var text = (typed ?? "").Trim().TrimEnd('%', '％').Trim();
        if (text.Length == 0)
            return 0;
        if (!Percentage().IsMatch(text))
            throw BadRate();
        var rate = decimal.Parse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture) * TaxMath.Percent;
        return rate <= TaxMath.MaxRate ? (int)rate : throw BadRate();
    }

    /// <summary>"19", "7.7".</summary>
    public static string RateText(int rate) => (rate / (decimal)TaxMath.Percent).ToString("0.###", CultureInfo.InvariantCulture);

    internal static string Line(string? typed, string field, int max)
    {
        var text = Whitespace().Replace((typed ?? "").Trim(), " ");
        return text.Length <= max ? text : throw TooLong(field, max);
    }

    internal static string Text(string? typed, string field, int max)
    {
        var text = (typed ?? "").ReplaceLineEndings("\n").Trim();
        if (text.Length > max)
            throw TooLong(field, max);
        return text.Count(c => c == '\n') < 8 ? text : throw Refused.AtField(field, "too_many_lines", "Write at most {0} lines.", 8);
    }

    private static string PrefixOf(string? typed, string field)
    {
        var text = (typed ?? "").Trim();
        return Prefix().IsMatch(text) ? text
            : throw Refused.AtField(field, "prefix_malformed", "A prefix has 1 to {0} Latin letters, digits, hyphens or slashes.", MaxPrefix);
    }

    private static Refused TooLong(string field, int max) => Refused.AtField(field, "too_long", "Write at most {0} characters.", max);

    private static Refused BadRate() =>
        Refused.AtField("taxRate", "tax_rate_malformed", "Enter a rate from 0 to 100 with at most three decimals, such as 19 or 7.7.");

    [GeneratedRegex(@"^[0-9]{1,3}(\.[0-9]{1,3})?$")]
    private static partial Regex Percentage();

    [GeneratedRegex(@"^[A-Za-z0-9/-]{1,12}$")]
    private static partial Regex Prefix();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Whitespace();
}
