using Guildhall.Kernel.Contracts.Accounts;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Values;

namespace Guildhall.Discussions.Topics;

/// <summary>What somebody wants to say, as typed.</summary>
internal sealed record PostDraft(string? Title, string? Body, string? Tags)
{
    /// <summary>Whether something of a topic stays as it is.</summary>
    public bool LeavesOut => Title is null || Body is null || Tags is null;
}

/// <summary>The same, checked and rendered.</summary>
/// <param name="Title">Empty for a reply.</param>
/// <param name="Mentioned">Members whom the text names.</param>
/// <param name="Links">Targets as written.</param>
internal sealed record PostText(
    string Title, string Markdown, string Html, string Excerpt, string Plain, IReadOnlyList<string> Tags, IReadOnlyList<long> Mentioned,
    IReadOnlyList<string> Links)
{
    /// <summary>Addresses of all that it shows and links, as written.</summary>
    public IReadOnlyList<string> Targets { get; init; } = [];

    /// <summary>How many pictures it shows.</summary>
    public int Pictures { get; init; }

    public static string CheckTitle(string? typed)
    {
        var title = typed?.Trim() ?? "";
        if (!WellFormed.HasInk(title))
            throw Refused.AtField("title", "title_missing", "Say in one line what it is about.");
        return title.Length <= Topic.MaxTitle ? title
            : throw Refused.AtField("title", "title_too_long", "A title can have at most {0} characters.", Topic.MaxTitle);
    }
}

/// <summary>Checks and renders what somebody wants to say.</summary>
internal sealed class RenderPost(IProfiles profiles, CommunityScope scope)
{
    public async Task<PostText> TopicAsync(PostDraft draft, CancellationToken cancel) =>
        (await BodyAsync(draft.Body, cancel)) with { Title = PostText.CheckTitle(draft.Title), Tags = TopicTag.Check(draft.Tags) };

    /// <exception cref="Refused">At the field "body".</exception>
    public async Task<PostText> BodyAsync(string? typed, CancellationToken cancel)
    {
        var body = (typed ?? "").Trim();
        if (body.Length == 0)
            throw Refused.AtField("body", "body_missing", "Write something first.");
        if (body.Length > Post.MaxMarkdown)
            throw Refused.AtField("body", "body_too_long", "You have written {0} characters; {1} fit.", body.Length, Post.MaxMarkdown);
        var rendered = Render(body);
        var (html, mentioned) = await MentionLinks.AddAsync(rendered.FullHtml, scope.Required.Slug, profiles, cancel);
        return new PostText("", body, html, Cut(rendered.FullExcerpt), rendered.PlainFull, [], mentioned, rendered.LinkTargets)
        {
            Targets = [.. rendered.ImageTargets, .. rendered.LinkTargets],
            Pictures = rendered.ImageTargets.Count,
        };
    }

    /// <summary>As it will be shown, without saying whom it names.</summary>
    public static RenderedMarkdown Render(string markdown)
    {
        try
        {
            // A page shows many posts: headings and notes of each need names of their own.
            return MarkdownRenderer.Render(markdown, new MarkdownOptions
            {
                MaxLength = Post.MaxMarkdown,
                HeadingShift = 2,
                IdPrefix = $"post-{Guid.NewGuid():n}"[..13] + "-",
            });
        }
        catch (MarkdownRefused refused)
        {
            throw refused.AtField("body");
        }
    }

    private static string Cut(string excerpt) => excerpt.CutTo(Post.MaxExcerpt);
}
