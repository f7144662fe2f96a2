using System.ComponentModel;
using Guildhall.Kernel.Values;
using YamlDotNet.Core;

namespace Guildhall.Content.Import;

/// <summary>
/// What is wrong with a front matter, in words for writers. YamlDotNet tells its faults by English sentences alone
/// (github.com/aaubry/YamlDotNet, Scanner.cs and Parser.cs), which are kept as detail; what none of the rules knows is just "not YAML".
/// </summary>
internal static class YamlFault
{
    /// <param name="first">Line of the file at which the YAML begins.</param>
    public static FrontMatterWrong Of(string yaml, int first, YamlException wrong)
    {
        var (lines, at) = Find(yaml, (int)wrong.Start.Line);
        var text = TextOf(wrong.Message, lines[at]);
        if (text == ImportTexts.YamlName && wrong.Message.Contains("multiline", StringComparison.Ordinal) && at > 0)
            at--;
        return At(lines, at, first, text, wrong.Message.CutTo(160));
    }

    /// <summary>
    /// Where the parser stopped without a word, as YamlDotNet 16.3 does at a list that is not closed before the next name.
    /// </summary>
    public static FrontMatterWrong Silent(string yaml, int first, long line)
    {
        var (lines, at) = Find(yaml, (int)line);
        return At(lines, at, first, ImportTexts.YamlBracket, null);
    }

    /// <summary>One text alone, as where every name has the wide colon of Chinese behind it.</summary>
    /// <param name="line">Of the file.</param>
    public static FrontMatterWrong NoPairs(string yaml, int first, int line)
    {
        var (lines, at) = Find(yaml, line - first + 1);
        return At(lines, at, first, lines[at].Contains('：') ? ImportTexts.YamlName : ImportTexts.FrontMatterNoPairs, null);
    }

    private static (string[] Lines, int At) Find(string yaml, int line)
    {
        var lines = yaml.Split('\n');
        return (lines, Math.Clamp(line - 1, 0, lines.Length - 1));
    }

    private static FrontMatterWrong At(string[] lines, int at, int first, [Localizable(true)] string text, string? detail)
    {
        // The parser stands before the tab, which may be on the next line.
        if (text == ImportTexts.YamlTab && Array.FindIndex(lines, at, l => l.TrimStart(' ').StartsWith('\t')) is >= 0 and var tabbed)
            at = tabbed;
        // What is not closed is found at the end; the writer looks for where it was opened.
        if (text == ImportTexts.YamlBracket && Array.FindLastIndex(lines, at, l => Count(l, "[{") > Count(l, "]}")) is >= 0 and var opened)
            at = opened;
        return new FrontMatterWrong(at + first, text) { Detail = detail };
    }

    private static string TextOf(string message, string line)
    {
        if (Has("tab "))
            return ImportTexts.YamlTab;
        if (Has("escape character") || Has("hexadecimal"))
            return ImportTexts.YamlEscape;
        if (Has("quoted scalar"))
            return ImportTexts.YamlQuote;
        if (Has("flow sequence") || Has("flow mapping"))
            return ImportTexts.YamlBracket;
        if (Has("multiline plain scalar"))
            return ImportTexts.YamlName;
        if (Has("invalid mapping") || Has("Mapping values"))
            return IsIndented(line) && line.Split(": ").Length == 2 ? ImportTexts.YamlIndent : ImportTexts.YamlColon;
        if (Has("cannot start any token") || Has("anchor or alias") || Has("tag handle") || Has("node content") || Has("Block sequence entries"))
            return Count(line, "[]{}") > 0 ? ImportTexts.YamlBracket : ImportTexts.YamlSign;
        if (Has("expected key") || Has("document end") || Has("'-' indicator"))
            return OfLine(line, Has("document end"));
        return ImportTexts.FrontMatterYaml;

        bool Has(string words) => message.Contains(words, StringComparison.Ordinal);
    }

    /// <summary>The parser only says that no name begins here; the line shows why.</summary>
    private static string OfLine(string line, bool indentedBefore) =>
        IsIndented(line) || indentedBefore ? ImportTexts.YamlIndent
        : Count(line, "]}") > 0 ? ImportTexts.YamlBracket
        : Count(line, "\"'") > 0 ? ImportTexts.YamlAfterQuote
        : line.Contains(':', StringComparison.Ordinal) || line.StartsWith('-') ? ImportTexts.FrontMatterYaml
        : ImportTexts.YamlName;

    private static bool IsIndented(string line) => line.StartsWith(' ');

    private static int Count(string line, string signs) => line.Count(signs.Contains);
}
