using System.Text.RegularExpressions;
using Guildhall.Kernel.Http;

namespace Guildhall.Payments.Invoices;

/// <summary>What a member types to get a 发票.</summary>
internal sealed record FapiaoWish(FapiaoTitle Kind, string Title, string TaxNumber, string Email)
{
    /// <exception cref="Refused">422 at the field.</exception>
    public FapiaoWish Check()
    {
        var title = SellerDetails.Line(Title, "title", FapiaoRequest.MaxTitle);
        if (title.Length == 0)
            throw Refused.AtField("title", "title_missing", "Enter who the fapiao is made out to.");
        var email = SellerDetails.Line(Email, "email", Billing.MaxEmail);
        if (!Billing.IsAddress(email))
            throw Refused.AtField("email", "email_malformed", "That is not an email address.");
        var number = Kind == FapiaoTitle.Personal ? "" : TaxNumbers.Fold(TaxNumber);
        if (Kind == FapiaoTitle.Company && !TaxNumbers.IsValid(number))
            throw Refused.AtField("taxNumber", "tax_number_malformed",
                "This is not a valid tax number: 18 characters as on the business licence, or 15 or 20 of earlier kinds. Check for a typo.");
        return new FapiaoWish(Kind, title, number, email);
    }
}

/// <summary>
/// Tax numbers of China. Since 2015 it is the unified social credit code, GB 32100-2015: 17 characters and a check character over an
/// alphabet without I, O, S, V and Z, weights 3^i mod 31. People in business for themselves may have their identity number (GB 11643,
/// check by ISO 7064 MOD 11-2) instead, or that and two digits; registrations from before 2015 have 15 characters and no check.
/// </summary>
internal static partial class TaxNumbers
{
    private const string Alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";

    public static string Fold(string? typed) => Blanks().Replace(typed ?? "", "").ToUpperInvariant();

    public static bool IsValid(string number) => number.Length switch
    {
        15 => Early().IsMatch(number),
        18 => IsCreditCode(number) || IsIdentity(number),
        20 => IsIdentity(number[..18]) && number[18..].All(char.IsAsciiDigit),
        _ => false,
    };

    public static bool IsCreditCode(string code)
    {
        if (code.Length != 18)
            return false;
        int sum = 0, weight = 1;
        for (var i = 0; i < 17; i++)
        {
            var value = Alphabet.IndexOf(code[i], StringComparison.Ordinal);
            if (value < 0)
                return false;
            sum += value * weight;
            weight = weight * 3 % 31;
        }
        return Alphabet[(31 - sum % 31) % 31] == code[17];
    }

    public static bool IsIdentity(string number)
    {
        if (number.Length != 18 || !number[..17].All(char.IsAsciiDigit))
            return false;
        // Weights 2^(17-i) mod 11; the check makes the whole sum 1 modulo 11, and 10 is written X.
        var sum = 0;
        for (var i = 0; i < 17; i++)
            sum += (number[i] - '0') * ((1 << (17 - i)) % 11);
        var check = (12 - sum % 11) % 11;
        return number[17] == (check == 10 ? 'X' : (char)('0' + check));
    }

    [GeneratedRegex(@"^[0-9A-Z]{15}$")]
    private static partial Regex Early();

    [GeneratedRegex(@"[\s-]")]
    private static partial Regex Blanks();
}
