using System.ComponentModel;
using System.Globalization;

namespace Guildhall.Kernel.Ui;

/// <summary>
/// The texts of the product in the reader's language. The index is the English text; its places are filled with the
/// arguments, and <c>{0:order|orders}</c> is the word that fits the number.
/// </summary>
public sealed class Texts(TextCatalogue catalogue, Func<string> language)
{
    private static readonly CultureInfo ChineseCulture = CultureInfo.GetCultureInfo("zh-CN");
    private static readonly CultureInfo EnglishCulture = CultureInfo.GetCultureInfo("en-GB");
    private static readonly Plurals ChinesePlurals = new(ChineseCulture), EnglishPlurals = new(EnglishCulture);

    // Asked for late: the member's own language is known only after authentication.
    private string? resolved;

    /// <summary><c>zh</c> or <c>en</c>.</summary>
    public string Language => resolved ??= language();

    /// <summary>The value for an HTML <c>lang</c> attribute.</summary>
    public string Tag => IsChinese ? "zh-CN" : "en";

    public bool IsChinese => Language == Ui.Language.Chinese;

    public CultureInfo Culture => IsChinese ? ChineseCulture : EnglishCulture;

    public string this[[Localizable(true)] string english] => catalogue.Find(Language, english);

    public string this[[Localizable(true)] string english, params object?[] arguments] =>
        arguments.Length == 0 ? this[english] : string.Format(IsChinese ? ChinesePlurals : EnglishPlurals, this[english], arguments);
}
