using Guildhall.Kernel.Http;
using Guildhall.Kernel.Values;

namespace Guildhall.Communities.Settings;

/// <summary>Renders the questions and answers of the front page once, when they are saved.</summary>
internal static class QuestionsRendering
{
    // Pictures of other servers would tell them who looks at the front page.
    private static readonly MarkdownOptions Options =
        new() { MaxLength = CommunityText.MaxRules, HeadingShift = 1, RewriteImage = _ => null };

    public static string Render(string markdown)
    {
        try
        {
            return markdown.Length == 0 ? "" : MarkdownRenderer.Render(markdown, Options).FullHtml;
        }
        catch (MarkdownRefused refused)
        {
            throw Refused.AtField("questions", refused.Code, "This Markdown is nested too deeply to be rendered. Simplify it.");
        }
    }
}
