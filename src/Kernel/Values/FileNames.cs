using System.Globalization;
using System.Text;

namespace Guildhall.Kernel.Values;

/// <summary>File names that came from a browser, an archive or an importer, made harmless to show and to send back.</summary>
public static class FileNames
{
    /// <summary>Longest name in bytes of UTF-8, the limit of common file systems.</summary>
    public const int MaxBytes = 255;

    // Windows gives these a meaning of their own, with any extension.
    private static readonly HashSet<string> Devices = new(
        "CON PRN AUX NUL COM0 COM1 COM2 COM3 COM4 COM5 COM6 COM7 COM8 COM9 LPT0 LPT1 LPT2 LPT3 LPT4 LPT5 LPT6 LPT7 LPT8 LPT9".Split(' '),
        StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// The last path segment without control, formatting (right-to-left overrides) and reserved characters, without leading or trailing
    /// dots and blanks, at most <see cref="MaxBytes"/> bytes with its extension kept; <c>file</c> if nothing is left.
    /// Good as a label and in a header; stores name their files themselves.
    /// </summary>
    public static string Safe(string? name)
    {
        var text = WellFormed.Text(name ?? "");
        text = text[(text.LastIndexOfAny(['/', '\\']) + 1)..].Normalize(NormalizationForm.FormC);

        var safe = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
            if (IsReserved(rune))
                safe.Append('_');
            else if (!IsInvisible(rune))
                safe.Append(Rune.IsWhiteSpace(rune) ? " " : rune.ToString());

        var clean = Shorten(safe.ToString().Trim(' ', '.'));
        if (clean.Length == 0)
            return "file";
        var stem = clean.Split('.')[0].TrimEnd();
        return Devices.Contains(stem) ? "_" + clean : clean;
    }

    private static string Shorten(string name)
    {
        if (Encoding.UTF8.GetByteCount(name) <= MaxBytes)
            return name;
        var dot = name.LastIndexOf('.');
        var extension = dot > 0 && name.Length - dot <= 16 ? name[dot..] : "";
        var room = MaxBytes - Encoding.UTF8.GetByteCount(extension);
        var stem = new StringBuilder();
        foreach (var rune in name.AsSpan(0, name.Length - extension.Length).EnumerateRunes())
        {
            room -= rune.Utf8SequenceLength;
            if (room < 0)
                break;
            stem.Append(rune.ToString());
        }
        return stem.ToString().TrimEnd(' ', '.') + extension;
    }

    private static bool IsReserved(Rune rune) => rune.IsAscii && "\"*:<>?|".Contains((char)rune.Value);

    private static bool IsInvisible(Rune rune) =>
        Rune.GetUnicodeCategory(rune)
            is UnicodeCategory.Control
                or UnicodeCategory.Format
                or UnicodeCategory.Surrogate
                or UnicodeCategory.PrivateUse
                or UnicodeCategory.OtherNotAssigned
                or UnicodeCategory.LineSeparator
                or UnicodeCategory.ParagraphSeparator;
}
