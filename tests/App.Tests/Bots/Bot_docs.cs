using System.Text.RegularExpressions;
using Guildhall.App.Tests.House;

namespace Guildhall.App.Tests.Bots;

/// <summary>What docs/bots.md shows is what runs.</summary>
[Trait("Database", "none")]
public partial class Bot_docs
{
    private static readonly Dictionary<string, string> Files = new() { ["csharp"] = "dice.cs", ["python"] = "dice.py", ["ts"] = "dice.ts" };

    private static string Page => File.ReadAllText(Path.Combine(Repository.Root, "docs", "bots.md"));

    [Fact]
    public void Every_piece_of_code_stands_in_its_sample()
    {
        var pieces = Code().Matches(Page).Select(m => (Language: m.Groups[1].Value, Text: m.Groups[2].Value.TrimEnd())).ToList();

        Assert.Equal(Files.Keys.Order(), pieces.Select(p => p.Language).Distinct().Order());
        Assert.All(pieces, p => Assert.Contains(p.Text, Sample(Files[p.Language]), StringComparison.Ordinal));
    }

    [Fact]
    public void Every_sample_is_named_and_run()
    {
        var samples = Directory.GetFiles(Path.Combine(Repository.Root, "docs", "bots")).Select(f => Path.GetFileName(f)!).Order().ToList();

        Assert.Equal(Files.Values.Order(), samples);
        Assert.All(samples, s => Assert.Contains($"(bots/{s})", Page, StringComparison.Ordinal));
    }

    private static string Sample(string file) => File.ReadAllText(Path.Combine(Repository.Root, "docs", "bots", file));

    [GeneratedRegex("```(csharp|python|ts)\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Code();
}
