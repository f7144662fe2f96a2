using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace Guildhall.Kernel.Values;

/// <summary>
/// Rebuilds a tree of HTML from an allow-list: nothing is copied, every element and attribute of the result was created here, in the HTML
/// namespace, by name. The result is then written, parsed and rebuilt until nothing changes any more, so that what a browser
/// parses is what was checked (mutation XSS lives on the difference). Text that will not settle is shown as text.
/// </summary>
/// <remarks>What it lets through is in <see cref="HtmlNames"/>, <see cref="Attributes"/> and <see cref="SafeUrl"/>.</remarks>
internal sealed class Sanitiser(MarkdownOptions options)
{
    // A change may uncover another, but each round only removes; four were never needed by anything that we have seen.
    private const int MaxRounds = 6;

    private static readonly MarkdownOptions Neutral = new() { HeadingShift = 0 };

    /// <summary>Targets met in the first round, before rewriting.</summary>
    public Targets Targets { get; } = new(options);

    /// <summary>The first heading met in the first round.</summary>
    public string? FirstHeading { get; private set; }

    /// <param name="html">From our own renderer, with balanced tags.</param>
    public IElement Clean(string html)
    {
        var tree = Rebuild(Parse(html), options, Targets);
        return Settle(HtmlWriter.Write(tree));
    }

    /// <param name="written">From a tree of ours, perhaps cut short.</param>
    public IElement Settle(string written)
    {
        var settled = Neutral with { IdPrefix = options.IdPrefix, AllowRemoteImages = options.AllowRemoteImages };
        IElement tree = null!;
        for (var round = 0; round < MaxRounds; round++)
        {
            tree = Rebuild(Parse(written), settled, new Targets(settled));
            var again = HtmlWriter.Write(tree);
            if (again == written)
                return tree;
            written = again;
        }
        var text = tree.TextContent;
        tree.TextContent = "";
        tree.AppendChild(tree.Owner!.CreateElement("p")).TextContent = text;
        return tree;
    }

    private static INodeList Parse(string html)
    {
        var parser = new HtmlParser(new HtmlParserOptions { IsScripting = false, DisableElementPositionTracking = true });
        return parser.ParseFragment(html, parser.ParseDocument("").Body!);
    }

    private IElement Rebuild(INodeList nodes, MarkdownOptions rules, Targets targets)
    {
        // A document of its own, not that of the source: the two trees share nothing.
        var document = new HtmlParser().ParseDocument("");
        var root = document.CreateElement("div");
        var walk = new SanitiserWalk(document, rules, targets);
        walk.Children(nodes, root, new Surroundings());
        FirstHeading ??= walk.FirstHeading;
        walk.Finish();
        return root;
    }
}
