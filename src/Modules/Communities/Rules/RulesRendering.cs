using Guildhall.Kernel.Http;
using Guildhall.Kernel.Values;

namespace Guildhall.Communities.Rules;

/// <summary>Renders rules once, when they are saved.</summary>
internal static class RulesRendering
{
    // Pictures of other servers would tell them who reads our rules.
    private static readonly MarkdownOptions Options =
        new() { MaxLength = CommunityText.MaxRules, HeadingShift = 1, RewriteImage = _ => null };

    public static RulesText Render(string markdown)
    {
        try
        {
            return new RulesText(markdown, MarkdownRenderer.Render(markdown, Options).FullHtml);
        }
        catch (MarkdownRefused refused)
        {
            throw refused.Code == MarkdownRefused.TooLong
                ? Refused.AtField("rules", refused.Code, "The rules can have at most {0} characters.", CommunityText.MaxRules)
                : Refused.AtField("rules", refused.Code, "This Markdown is nested too deeply to be rendered. Simplify it.");
        }
    }
}
