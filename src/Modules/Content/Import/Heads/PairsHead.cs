namespace Guildhall.Content.Import;

/// <summary>
/// A head of bare lines <c>Name: value</c> up to a blank line, as MultiMarkdown and Pelican write it
/// (fletcher.github.io/MultiMarkdown-6/syntax/metadata.html); Logseq writes two colons, Nikola two dots before the name and all of it
/// in an HTML comment. An indented line goes on with the value before it. A value may hold anything, also a colon.
/// </summary>
internal static class PairsHead
{
    public static HeadValues Read(string text, int first)
    {
        var values = new HeadValues();
        values.Open(isList: false, first);
        var (value, line) = ("", 0);
        var at = first;
        foreach (var raw in text.Split('\n'))
        {
            if (HeadPair.Of(raw) is { } pair)
            {
                Finish();
                values.Name(pair.Name, at);
                (value, line) = (pair.Value, at);
            }
            else
                value = (value + " " + raw.Trim()).Trim();
            at++;
        }
        Finish();
        return values;

        void Finish()
        {
            if (line > 0)
                values.Text(Unquoted(value), line);
        }
    }

    private static string Unquoted(string value) =>
        value.Length >= 2 && value[0] is '"' or '\'' && value[^1] == value[0] ? value[1..^1].Trim() : value;
}
