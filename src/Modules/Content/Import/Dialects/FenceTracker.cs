namespace Guildhall.Content.Import;

/// <summary>Whether lines belong to fenced code, wherever its fence is indented to.</summary>
internal sealed class FenceTracker
{
    private char _sign;
    private int _length;

    /// <returns>The line belongs to a block of code, its fences included.</returns>
    public bool Passes(string line)
    {
        var text = line.AsSpan().TrimStart(" \t>");
        if (text is ['-' or '*' or '+', ' ', ..])
            text = text[1..].TrimStart();
        var length = text is ['`', ..] or ['~', ..] ? text.Length - text.TrimStart(text[0]).Length : 0;
        if (_length > 0)
        {
            if (length >= _length && text[0] == _sign && text[length..].IsWhiteSpace())
                _length = 0;
            return true;
        }
        if (length < 3 || (text[0] == '`' && text[length..].Contains('`')))
            return false;
        (_sign, _length) = (text[0], length);
        return true;
    }
}
