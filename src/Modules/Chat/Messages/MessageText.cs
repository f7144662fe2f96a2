using System.Security.Cryptography;
using Guildhall.Kernel.Contracts.Accounts;
using Guildhall.Kernel.Contracts.Discussions;
using Guildhall.Kernel.Contracts.Moderation;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Values;

namespace Guildhall.Chat.Messages;

/// <summary>What somebody wants to say, checked and rendered.</summary>
/// <param name="Mentioned">Members whom the text names.</param>
/// <param name="Links">Targets as written.</param>
internal sealed record MessageText(
    string Markdown, string Html, string Plain, IReadOnlyList<long> Mentioned, IReadOnlyList<string> Links)
{
    /// <summary>How many pictures it shows.</summary>
    public int Pictures { get; init; }

    public static readonly MessageText Nothing = new("", "", "", [], []);
}

/// <summary>Checks and renders what somebody wants to say, and lets the screening look at it.</summary>
internal sealed class RenderMessage(IProfiles profiles, IScreening screening, ILinkPreviews previews, CommunityScope scope)
{
    /// <param name="mayBeEmpty">Where files come with it.</param>
    /// <exception cref="Refused">At the field "body".</exception>
    public async Task<MessageText> RunAsync(string? typed, bool mayBeEmpty, CancellationToken cancel)
    {
        var body = (typed ?? "").Trim();
        if (body.Length == 0)
            return mayBeEmpty ? MessageText.Nothing : throw Refused.AtField("body", "body_missing", "Write something first.");
        if (body.Length > Message.MaxMarkdown)
            throw Refused.AtField("body", "body_too_long", "You have written {0} characters; {1} fit.", body.Length, Message.MaxMarkdown);
        var rendered = Render(body);
        var (html, mentioned) = await MentionLinks.AddAsync(rendered.FullHtml, scope.Required.Slug, profiles, cancel);
        return new MessageText(body, html, rendered.PlainFull, mentioned, rendered.LinkTargets) { Pictures = rendered.ImageTargets.Count };
    }

    /// <returns>Whether it has to wait for a moderator, and why.</returns>
    /// <exception cref="Refused">422: the screening refuses it.</exception>
    public async Task<(bool IsHeld, string Reason)> ScreenAsync(long? id, long authorId, MessageText text, CancellationToken cancel)
    {
        if (text.Markdown.Length == 0)
            return (false, "");
        var answer = await screening.ScreenAsync(
            new PostToScreen(scope.Id, Message.OwnKind, id, authorId, "", text.Markdown, text.Plain, text.Links)
            {
                Mentions = text.Mentioned.Count,
                Pictures = text.Pictures,
            }, cancel);
        return answer.OrRefused("body");
    }

    /// <summary>Has the pages asked for to which a message leads that others read; at the caller's next save.</summary>
    public void Preview(Message message)
    {
        if (message.IsShown)
            previews.Ask(message.Thing, message.Html);
    }

    /// <summary>Whom a message names that was kept before: they are found by their handles of today.</summary>
    public async Task<IReadOnlyList<long>> MentionedAsync(Message message, CancellationToken cancel) => message.Markdown.Length == 0 ? []
        : (await MentionLinks.AddAsync(Render(message.Markdown).FullHtml, scope.Required.Slug, profiles, cancel)).Members;

    private static RenderedMarkdown Render(string markdown)
    {
        try
        {
            // A page shows many messages: headings and notes of each need names of their own.
            return MarkdownRenderer.Render(markdown, new MarkdownOptions
            {
                MaxLength = Message.MaxMarkdown,
                HeadingShift = 3,
                IdPrefix = $"m-{RandomNumberGenerator.GetHexString(8, lowercase: true)}-",
            });
        }
        catch (MarkdownRefused refused)
        {
            throw refused.AtField("body");
        }
    }
}
