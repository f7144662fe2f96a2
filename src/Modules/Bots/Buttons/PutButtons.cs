using Guildhall.Bots.Keeping;
using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Chat;
using Guildhall.Kernel.Contracts.Discussions;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Bots.Buttons;

/// <param name="Label">1 to 40 characters.</param>
/// <param name="Action">What the bot is told when it is pressed: 1 to 60 letters, digits and . : _ -</param>
/// <param name="Style">"plain", "primary" or "danger".</param>
public sealed record ButtonInput(string? Label, string? Action, ButtonStyle? Style);

/// <param name="Buttons">All that stand there from now on; an empty list takes them away.</param>
public sealed record ButtonsInput(IReadOnlyList<ButtonInput>? Buttons);

/// <summary>A bot puts buttons below what it said itself, all of them at once.</summary>
internal sealed class PutButtons(AppDb db, CurrentBot current, IChatWriting chat, IReplyWriting replies, CommunityScope scope)
{
    public async Task RunAsync(Thing post, IReadOnlyList<ButtonInput>? wanted, CancellationToken cancel)
    {
        var bot = await current.RequireAsync(cancel);
        var checkedOnes = Check(wanted);
        var author = post.Kind == "message" ? (await chat.FindAsync(scope.Id, post.Id, cancel))?.AuthorId
            : (await replies.FindAsync(scope.Id, post, cancel))?.AuthorId;
        if (author != bot.MemberId)
            throw Refused.NotFound();
        await PutAsync(bot, post, checkedOnes, cancel);
    }

    /// <summary>Below what the caller knows to be the bot's.</summary>
    public async Task PutAsync(Bot bot, Thing post, IReadOnlyList<ButtonInput> wanted, CancellationToken cancel)
    {
        await using (var transaction = await db.BeginWriteAsync(cancel))
        {
            await db.LockAsync(LockOn.Member, bot.MemberId, cancel);
            await db.Set<BotButton>().Where(b => b.PostKind == post.Kind && b.PostId == post.Id).ExecuteDeleteAsync(cancel);
            db.AddRange(wanted.Select((b, place) =>
                BotButton.Of(bot, post, place, b.Label!.Trim(), b.Action!.Trim(), b.Style ?? ButtonStyle.Plain)));
            await db.SaveChangesAsync(cancel);
            await transaction.CommitAsync(cancel);
        }
        if (post.Kind == "message")
            await chat.ShowAgainAsync(post.Id, cancel);
    }

    /// <exception cref="Refused">422 at the field "buttons".</exception>
    public static IReadOnlyList<ButtonInput> Check(IReadOnlyList<ButtonInput>? wanted)
    {
        if (wanted is { Count: > BotButton.Most })
            throw Refused.AtField("buttons", "buttons_too_many", "A post carries at most {0} buttons.", BotButton.Most);
        return wanted is null ? []
            : wanted.All(b => b.Label?.Trim() is { Length: > 0 and <= BotButton.MaxLabel } && IsAction(b.Action?.Trim())) ? wanted
            : throw Refused.AtField("buttons", "button_malformed", "A button needs a label of 1 to {0} characters and an action of letters, digits and . : _ -", BotButton.MaxLabel);
    }

    private static bool IsAction(string? action) => action is { Length: > 0 and <= BotButton.MaxAction }
        && action.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or ':' or '_' or '-');
}
