using System.Text;

namespace Guildhall.Kernel.Values;

/// <summary>
/// Values of the <c>Content-Disposition</c> header after RFC 6266: an ASCII <c>filename</c> for old clients and the true one as
/// <c>filename*</c> in RFC 8187 coding. The name goes through <see cref="FileNames.Safe"/> first, so neither a line break
/// nor a quote can leave the header.
/// </summary>
public static class ContentDisposition
{
    /// <summary>The browser saves it.</summary>
    public static string Attachment(string? name) => Value("attachment", name);

    /// <summary>The browser shows it. Only for types that cannot run script: pictures, never SVG or HTML.</summary>
    public static string Inline(string? name) => Value("inline", name);

    private static string Value(string kind, string? name)
    {
        var safe = FileNames.Safe(name);
        var ascii = new StringBuilder(safe.Length);
        foreach (var rune in safe.EnumerateRunes())
            // A percent sign in the plain form is decoded by some browsers and not by others.
            ascii.Append(rune is { IsAscii: true, Value: not ('"' or '\\' or '%') } ? (char)rune.Value : '_');
        return ascii.Equals(safe) ? $"{kind}; filename=\"{ascii}\"" : $"{kind}; filename=\"{ascii}\"; filename*=UTF-8''{Encode(safe)}";
    }

    private static string Encode(string name)
    {
        var encoded = new StringBuilder(name.Length * 3);
        foreach (var unit in Encoding.UTF8.GetBytes(name))
            if (char.IsAsciiLetterOrDigit((char)unit) || "!#$&+-.^_`|~".Contains((char)unit))
                encoded.Append((char)unit);
            else
                encoded.Append('%').Append(unit.ToString("X2"));
        return encoded.ToString();
    }
}
