using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace Guildhall.Kernel.Data;

/// <summary>
/// A place in a list that is sorted by words: behind the row of this value and id. In addresses: the value as base64url, a dot, the id.
/// </summary>
public readonly record struct SortedKey(string Value, long Id)
{
    private const int MaxLength = 2_000;

    public override string ToString() =>
        $"{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(Value ?? ""))}.{Id.ToString("x", CultureInfo.InvariantCulture)}";

    /// <returns><c>null</c> for what is no key; the list then begins at its head.</returns>
    public static SortedKey? Parse(string? text)
    {
        if (text is null || text.Length > MaxLength || text.Split('.') is not [var value, var id]
            || !long.TryParse(id, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var number)
            || !Base64Url.IsValid(value))
            return null;
        var words = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(value));
        // No text of ours holds it, and PostgreSQL takes none that does.
        return words.Contains('\0', StringComparison.Ordinal) ? null : new SortedKey(words, number);
    }
}
