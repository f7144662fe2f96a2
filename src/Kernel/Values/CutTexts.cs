namespace Guildhall.Kernel.Values;

/// <summary>Text from outside, such as another server's answer, as a column of the database holds it.</summary>
public static class CutTexts
{
    /// <summary>
    /// The beginning of the text, never half a surrogate pair: PostgreSQL's driver throws on one, and the database refuses U+0000. Halves
    /// that the text itself brings become U+FFFD, and U+0000 is left out.
    /// </summary>
    /// <param name="length">UTF-16 units, at least 1.</param>
    public static string CutTo(this string text, int length)
    {
        var whole = WellFormed.Text(text.Replace("\0", "", StringComparison.Ordinal));
        if (whole.Length <= length)
            return whole;
        return whole[..(char.IsHighSurrogate(whole[length - 1]) ? length - 1 : length)];
    }
}
