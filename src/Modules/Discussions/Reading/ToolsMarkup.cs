using Guildhall.Discussions.Reactions;
using Guildhall.Discussions.Topics;
using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Ui.Parts;

namespace Guildhall.Discussions.Reading;

/// <summary>
/// Below a post: what is seen of it. All its buttons belong to the one form of the page, which holds the token. The rest is fetched.
/// </summary>
internal static class ToolsMarkup
{
    private static readonly (string Name, string Emoji) First = ReactionNames.All[0];

    /// <param name="answer">Address that leads to answering it; <c>null</c> where the viewer may not.</param>
    /// <param name="solves">Whether it is the accepted answer, for whoever may say so; <c>null</c> for others.</param>
    public static void Write(
        MarkupWriter page, PostLook look, Thing post, IReadOnlyList<ReactionTally> reactions, string? answer = null, bool isDeleted = false,
        bool? solves = null)
    {
        var (t, community) = (look.T, look.Community.Slug);
        page.Add($"""<div class="post-tools">""");
        foreach (var (name, members, mine) in reactions)
        {
            var text = t[ReactionNames.Text(name)];
            page.Add($"""<button class="reaction{(mine ? " reaction-mine" : "")}" form="deeds" formaction="{ReactionNames.Path(community, post, name)}" """);
            page.Add($"""aria-pressed="{(mine ? "true" : "false")}" title="{text}" aria-label="{text} {members}">""");
            page.Add($"{ReactionNames.Emoji(name)} {members}</button>");
        }
        if (reactions.Count == 0 && !isDeleted && !look.IsArchived)
            page.Add($"""<button class="reaction" form="deeds" formaction="{ReactionNames.Path(community, post, First.Name)}" aria-label="{t[ReactionNames.Text(First.Name)]}">{First.Emoji}</button>""");
        if (answer is not null)
            page.Add($"""<a class="button quiet button-small" href="{answer}">{t["Reply"]}</a>""");
        if (solves is { } isSolution)
        {
            page.Add($"""<button class="button quiet button-small" form="deeds" formaction="{look.Page}/accepted-answer" name="reply" """);
            if (!isSolution)
                page.Add($"""value="{post.Id}" """);
            page.AddMarkup(">" + IconShapes.Markup("check"));
            page.Add($"{(isSolution ? t["Not the solution"] : t["This solved it"])}</button>");
        }
        page.Add($"""<a class="post-more" href="{TopicPaths.Tools(community, post)}" aria-label="{t["More"]}">⋯</a></div>""");
    }

    /// <summary>For visitors, who only see what others think of it; nothing where nobody said.</summary>
    public static void Write(MarkupWriter page, IReadOnlyList<ReactionTally> reactions)
    {
        if (reactions.Count == 0)
            return;
        page.Add($"""<p class="post-tools">""");
        foreach (var tally in reactions)
            page.Add($"""<span class="reaction">{ReactionNames.Emoji(tally.Name)} {tally.Members}</span>""");
        page.Add($"</p>");
    }
}
