using System.Collections.Frozen;

namespace Guildhall.Kernel.Values;

/// <summary>
/// Elements that end where the next one begins, without an end tag: items, cells, paragraphs. Without that rule plain lists of
/// <c>&lt;li&gt;</c> would count as nesting. Source: HTML Standard 13.1.2.4.
/// </summary>
internal static class ImpliedEnds
{
    private const string Everything = "*";

    private static readonly FrozenDictionary<string, (string[] Ends, string[] Within)> Rules = new Dictionary<string, (string[], string[])>
    {
        ["li"] = (["li"], ["ul", "ol", "menu", "dir"]),
        ["dt"] = (["dt", "dd"], ["dl"]),
        ["dd"] = (["dt", "dd"], ["dl"]),
        ["td"] = (["td", "th"], ["tr", "table"]),
        ["th"] = (["td", "th"], ["tr", "table"]),
        ["tr"] = (["tr"], ["table", "tbody", "thead", "tfoot"]),
        ["tbody"] = (["tbody", "thead", "tfoot"], ["table"]),
        ["thead"] = (["tbody", "thead", "tfoot"], ["table"]),
        ["tfoot"] = (["tbody", "thead", "tfoot"], ["table"]),
        ["rt"] = (["rt", "rp"], ["ruby"]),
        ["rp"] = (["rt", "rp"], ["ruby"]),
    }.ToFrozenDictionary();

    private static readonly (string[], string[]) OfParagraphs = (["p"], [Everything]);

    /// <summary>The place in the open elements from which on the tag of this name closes them; <c>null</c> for none.</summary>
    public static int? Before(string name, List<string> open, int floor)
    {
        if (open.Count == floor)
            return null;
        var (ends, within) = Rules.TryGetValue(name, out var rule) ? rule : HtmlNames.IsBlock(name) ? OfParagraphs : ([], []);
        for (var i = open.Count - 1; i >= floor && ends.Length > 0; i--)
        {
            if (ends.Contains(open[i]))
                return i;
            if (within.Contains(open[i]) || (within[0] == Everything && HtmlNames.Containers.Contains(open[i])))
                return null;
        }
        return null;
    }

    /// <summary>Whether it needs no end tag where it stands.</summary>
    public static bool MayStayOpen(string name, List<string> open, int floor)
    {
        if (name is "html" or "body")
            return true;
        if (Rules.TryGetValue(name, out var rule))
            for (var i = floor; i < open.Count; i++)
                if (rule.Within.Contains(open[i]))
                    return true;
        return false;
    }
}
