using System.Globalization;

namespace Guildhall.Kernel.Ui;

/// <summary>
/// Fills the places of a text and knows a second kind of place: <c>{0:order|orders}</c> is the first word for one and the second
/// for every other number. A number that stands in the text as a word of its own may be given already formatted.
/// </summary>
internal sealed class Plurals(CultureInfo culture) : IFormatProvider, ICustomFormatter
{
    public object? GetFormat(Type? formatType) => formatType == typeof(ICustomFormatter) ? this : culture.GetFormat(formatType);

    public string Format(string? format, object? arg, IFormatProvider? formatProvider)
    {
        if (format?.IndexOf('|', StringComparison.Ordinal) is int bar and >= 0)
            return IsOne(arg) ? format[..bar] : format[(bar + 1)..];
        return arg is IFormattable value ? value.ToString(format, culture) : arg?.ToString() ?? "";
    }

    private static bool IsOne(object? number) => number switch
    {
        int one => one == 1,
        long one => one == 1,
        _ => Convert.ToString(number, CultureInfo.InvariantCulture) == "1",
    };
}
