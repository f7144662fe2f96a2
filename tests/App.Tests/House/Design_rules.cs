using System.Text.RegularExpressions;

namespace Guildhall.App.Tests.House;

/// <summary>
/// /design shows every component of Kernel/Ui: on its page or in the frame around it, by itself or within one that stands there. What
/// arranges others and draws nothing of its own, a layout, is not asked for.
/// </summary>
[Trait("Database", "none")]
public partial class Design_rules
{
    // Where the page begins: itself, the frame that it stands in, and the document around that.
    private static readonly string[] Roots = ["DesignPage", "MainLayout", "Document"];

    [Fact]
    public void Every_component_is_shown_at_design()
    {
        var sources = Repository.Files("src/Kernel/Ui", ".razor").Concat(Repository.Files("src/Web/Pages", "Document.razor"))
            .Where(f => !f.EndsWith("_Imports.razor", StringComparison.Ordinal))
            .ToDictionary(f => Path.GetFileNameWithoutExtension(f), File.ReadAllText);

        Assert.True(sources.Count > 60, $"The rule finds {sources.Count} components, too few to be right.");
        Assert.Subset(sources.Keys.ToHashSet(), Roots.ToHashSet());
        var missing = NotShown(sources);
        Assert.True(missing.Count == 0, "Show these in src/Kernel/Ui/Design: " + string.Join(", ", missing));
    }

    [Fact]
    public void The_rule_finds_one_that_is_not_shown() => Assert.Equal(["Lonely", "OfLonely"], NotShown(new()
    {
        ["DesignPage"] = "<Shown Name=\"x\">…</Shown> @* <Lonely /> *@",
        ["Shown"] = "<Within />",
        ["Within"] = "",
        ["Lonely"] = "<OfLonely />",
        ["OfLonely"] = "",
        ["OtherLayout"] = "@inherits LayoutComponentBase\n<main>@Body</main>",
    }));

    private static List<string> NotShown(Dictionary<string, string> sources)
    {
        var shown = new HashSet<string>();
        var ways = new Stack<string>(Roots.Where(sources.ContainsKey));
        while (ways.TryPop(out var name))
            if (shown.Add(name))
                foreach (Match tag in Tag().Matches(Comment().Replace(sources[name], "")))
                    if (sources.ContainsKey(tag.Groups[1].Value))
                        ways.Push(tag.Groups[1].Value);
        return [.. sources.Where(s => !shown.Contains(s.Key) && !s.Value.Contains("@inherits LayoutComponentBase", StringComparison.Ordinal))
            .Select(s => s.Key).Order(StringComparer.Ordinal)];
    }

    [GeneratedRegex("<([A-Z][A-Za-z0-9]*)")]
    private static partial Regex Tag();

    [GeneratedRegex(@"@\*.*?\*@", RegexOptions.Singleline)]
    private static partial Regex Comment();
}
