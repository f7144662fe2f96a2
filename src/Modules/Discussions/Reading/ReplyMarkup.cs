using Guildhall.Discussions.Replies;
using Guildhall.Discussions.Topics;
using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Accounts;
using Guildhall.Kernel.Ui.Parts;

namespace Guildhall.Discussions.Reading;

/// <summary>What nearly all replies look like, by hand; <see cref="ReplyItem"/> draws the others, with the same pieces.</summary>
internal static class ReplyMarkup
{
    /// <summary>Whether nothing has to be said about it but who wrote it, when, and to whom.</summary>
    public static bool IsUsual(SeenReply seen, PostLook look) =>
        seen is { IsGone: false, IsAccepted: false, Row: { DeletedAt: null, Standing: Standing.Shown, Number: not null } row }
        && row is { Author: not null, IsAnonymous: false, Reputation: null } && row.AuthorId != look.ExpertId
        && !look.Bots.Contains(row.AuthorId) && !look.Ignored.Contains(row.AuthorId)
        && !look.Origins.ContainsKey(row.Id) && look.IsPlain(row.Html);

    /// <summary>A usual one as a whole.</summary>
    public static void Write(MarkupWriter page, SeenReply seen, PostLook look, bool isSmall)
    {
        var row = seen.Row;
        var number = row.Number!.Value;
        page.Add($"""<article class="{Class(seen, look, isSmall)}" id="reply-{number}" data-number="{number}"><header class="post-head">""");
        WriteBy(page, row, look);
        if (look.Levels.TryGetValue(row.AuthorId, out var level))
            page.AddMarkup(LevelBadge.Markup(level, look.T));
        WriteTo(page, row, look);
        WriteWhen(page, row, look);
        page.Add($"""</header><rich-text class="prose" lang="{look.Community.LanguageTag}">""");
        page.AddMarkup(row.Html);
        page.Add($"</rich-text>");
        if (look.IsSignedIn)
            ToolsMarkup.Write(page, look, new Thing(Reply.OwnKind, row.Id), seen.Reactions, Answer(row, look),
                solves: look.MayAccept ? false : null);
        else
            ToolsMarkup.Write(page, seen.Reactions);
        page.Add($"</article>");
    }

    public static string Class(SeenReply seen, PostLook look, bool isSmall) =>
        "post" + (look.IsUnread(seen) ? " post-unread" : "") + (isSmall ? " post-small" : "") + (seen.IsAccepted ? " post-accepted" : "");

    /// <summary>Face and name.</summary>
    public static void WriteBy(MarkupWriter page, ReplyRow row, PostLook look)
    {
        var author = row.Author ?? look.T["Asker"];
        page.AddMarkup(Avatar.Markup(author, row.Face));
        if (row.Author is not null && look.Handles.GetValueOrDefault(row.AuthorId) is { } handle)
            page.Add($"""<a class="post-by" href="{MemberPaths.Of(look.Community.Slug, handle)}">{author}</a>""");
        else
            page.Add($"""<span class="post-by">{author}</span>""");
    }

    /// <summary>Which reply it answers; nothing where it answers the topic.</summary>
    public static void WriteTo(MarkupWriter page, ReplyRow row, PostLook look)
    {
        if (row.ToNumber is { } to)
            page.Add($"""<a class="small muted" href="{look.At(to)}#reply-{to}">{look.T["to {0}, no. {1}", row.ToAuthor ?? look.T["Asker"], to]}</a>""");
    }

    /// <summary>When it was written, with the address at which it stands.</summary>
    public static void WriteWhen(MarkupWriter page, ReplyRow row, PostLook look)
    {
        page.Add($"""<span class="small muted post-when">""");
        if (row.EditedAt is not null)
            page.Add($"""<a href="/c/{look.Community.Slug}/replies/{row.Id}/history">{look.T["edited"]}</a> """);
        if (row.Number is { } number)
            page.Add($"""<a href="{look.At(number)}#reply-{number}">""");
        page.AddMarkup(look.Written(row.CreatedAt));
        if (row.Number is not null)
            page.Add($"</a><span>{look.T["#{0}", row.Number]}</span>");
        page.Add($"</span>");
    }

    /// <summary>Address that leads to answering it; <c>null</c> where the viewer may not.</summary>
    public static string? Answer(ReplyRow row, PostLook look) =>
        look.MayReply && row is { DeletedAt: null, Number: { } number } ? $"{look.At(number)}&reply={row.Id}#composer" : null;
}
