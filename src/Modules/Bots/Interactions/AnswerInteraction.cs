using Guildhall.Bots.Buttons;
using Guildhall.Bots.Keeping;
using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Bots;
using Guildhall.Kernel.Contracts.Chat;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Discussions;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Values;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Bots.Interactions;

/// <summary>What a bot answers.</summary>
/// <param name="Message">Markdown; left out where <paramref name="Defer"/> is true.</param>
/// <param name="Visibility">"asker" for whoever asked alone, "everyone" for all who read there; left out: "asker".</param>
/// <param name="Defer">The answer comes later, by the same ticket.</param>
/// <param name="Buttons">Below an answer that everyone sees.</param>
public sealed record AnswerInput(string? Message, string? Visibility, bool? Defer, IReadOnlyList<ButtonInput>? Buttons);

/// <param name="State">"deferred" or "answered".</param>
/// <param name="Post">The message or reply that everyone sees, such as "message:12"; null for an answer to the asker alone.</param>
public sealed record AnswerDocument(InteractionState State, string? Post);

/// <summary>
/// A bot answers by its ticket, once. What everyone shall see is said as that bot under a key of the interaction, through the gate: of two
/// answers at once one is said, and what was said before a crash is not said again.
/// </summary>
internal sealed class AnswerInteraction(
    AppDb db, CurrentMember member, CommunityScope scope, ICommunities communities, IChatWriting chat, IReplyWriting replies,
    PutButtons buttons, TimeProvider time)
{
    /// <exception cref="Refused">404: no ticket of this bot; 410: too late; 409: answered before.</exception>
    public async Task<AnswerDocument> RunAsync(string ticket, AnswerInput input, CancellationToken cancel)
    {
        var (interaction, bot) = await RequireAsync(ticket, cancel);
        if (interaction.AnsweredAt is not null)
            throw Used();
        if (Now() > interaction.Until)
            throw new Refused("ticket_expired", 410, "The time to respond has passed.");
        if (input.Defer == true)
            return await DeferAsync(interaction, bot, cancel);
        var isPublic = input.Visibility switch
        {
            null or "asker" => false,
            "everyone" => true,
            _ => throw Refused.AtField("visibility", "visibility_unknown", "An answer is for the asker or for everyone."),
        };
        if (!isPublic)
            return await TellAskerAsync(interaction, bot, Render(input.Message), cancel);
        var wanted = PutButtons.Check(input.Buttons);
        var post = await SayAsync(interaction, input.Message ?? "", cancel);
        if (!await CloseAsync(interaction, bot, "", cancel))
            throw Used();
        if (wanted.Count > 0)
            await buttons.PutAsync(bot, post, wanted, cancel);
        return new AnswerDocument(InteractionState.Answered, post.ToString());
    }

    private async Task<(Interaction, Bot)> RequireAsync(string ticket, CancellationToken cancel)
    {
        var by = member.RequireId();
        // A ticket says itself of which community it is.
        var found = !member.IsBot ? null : await db.Set<Interaction>().IgnoreQueryFilters().AsNoTracking().Where(i => i.Ticket == ticket)
            .Join(db.Set<Bot>().IgnoreQueryFilters().Where(b => b.MemberId == by), i => i.BotId, b => b.Id, (i, b) => new { i, b })
            .SingleOrDefaultAsync(cancel);
        if (found is not { b.IsActive: true } || await communities.FindAsync(found.i.CommunityId, cancel) is not { } community)
            throw Refused.NotFound();
        scope.Enter(community);
        return (found.i, found.b);
    }

    private async Task<AnswerDocument> DeferAsync(Interaction interaction, Bot bot, CancellationToken cancel)
    {
        var now = Now();
        await using var transaction = await db.BeginWriteAsync(cancel);
        if (await db.Set<Interaction>().Where(i => i.Id == interaction.Id && i.DeferredAt == null && i.AnsweredAt == null)
            .ExecuteUpdateAsync(i => i.SetProperty(x => x.DeferredAt, now), cancel) == 0)
            throw Used();
        await TellAsync(interaction, bot, cancel);
        await transaction.CommitAsync(cancel);
        return new AnswerDocument(InteractionState.Deferred, null);
    }

    private async Task<AnswerDocument> TellAskerAsync(Interaction interaction, Bot bot, string html, CancellationToken cancel) =>
        await CloseAsync(interaction, bot, html, cancel) ? new AnswerDocument(InteractionState.Answered, null) : throw Used();

    private async Task<Thing> SayAsync(Interaction interaction, string markdown, CancellationToken cancel)
    {
        var (key, place) = ($"interaction-{interaction.Id}", interaction.Place);
        switch (place.Thing.Kind)
        {
            case "channel":
                return new Thing("message", (await chat.SayAsync(place.Thing.Id, place.ThreadId, markdown, key, cancel)).Id);
            case "message":
                var message = await chat.FindAsync(scope.Id, place.Thing.Id, cancel) ?? throw Refused.NotFound();
                return new Thing("message", (await chat.SayAsync(message.ChannelId, message.ThreadId, markdown, key, cancel)).Id);
            case "topic" or "reply":
                var (topic, _) = await replies.FindAsync(scope.Id, place.Thing, cancel) ?? throw Refused.NotFound();
                long? replyTo = place.Thing.Kind == "reply" ? place.Thing.Id : null;
                return new Thing("reply", await replies.ReplyAsync(topic, replyTo, markdown, key, cancel));
            default:
                return new Thing("reply", await replies.CommentAsync(place.Thing, markdown, key, cancel));
        }
    }

    /// <returns>Whether it was this answer that closed it.</returns>
    private async Task<bool> CloseAsync(Interaction interaction, Bot bot, string html, CancellationToken cancel)
    {
        var now = Now();
        await using var transaction = await db.BeginWriteAsync(cancel);
        if (await db.Set<Interaction>().Where(i => i.Id == interaction.Id && i.AnsweredAt == null)
            .ExecuteUpdateAsync(i => i.SetProperty(x => x.AnsweredAt, now).SetProperty(x => x.AnswerHtml, html), cancel) == 0)
            return false;
        await TellAsync(interaction, bot, cancel);
        await transaction.CommitAsync(cancel);
        return true;
    }

    private Task TellAsync(Interaction interaction, Bot bot, CancellationToken cancel)
    {
        db.Publish(() => new InteractionAnswered(interaction.CommunityId, bot.MemberId, interaction.AskerId, interaction.Id));
        return db.SaveChangesAsync(cancel);
    }

    private static string Render(string? markdown)
    {
        var text = (markdown ?? "").Trim();
        if (text.Length == 0)
            throw Refused.AtField("message", "message_missing", "An answer needs a message, or says that it comes later.");
        if (text.Length > Interaction.MaxAnswer)
            throw Refused.AtField("message", "message_too_long", "An answer has at most {0} characters.", Interaction.MaxAnswer);
        try
        {
            return MarkdownRenderer.Render(text, new MarkdownOptions { MaxLength = Interaction.MaxAnswer, HeadingShift = 3 }).FullHtml;
        }
        catch (MarkdownRefused refused)
        {
            throw refused.AtField("message");
        }
    }

    private static Refused Used() => new("ticket_used", 409, "This was already answered.");

    private DateTime Now() => time.GetUtcNow().UtcDateTime;
}
