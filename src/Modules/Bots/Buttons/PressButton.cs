using Guildhall.Bots.Interactions;
using Guildhall.Bots.Keeping;
using Guildhall.Kernel.Contracts.Accounts;
using Guildhall.Kernel.Contracts.Things;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Bots.Buttons;

/// <summary>A member presses a button below what a bot said. It takes no more than reading: whoever may not see it finds nothing.</summary>
internal sealed class PressButton(AppDb db, IThings things, IKnownBots bots, BeginInteraction begin, CurrentMember member)
{
    private static readonly Dictionary<string, object> NoOptions = [];

    /// <exception cref="Refused">404: no such button, its post is not there for whoever presses it, or its bot does nothing.</exception>
    public async Task<(Interaction Interaction, BotButton Button)> RunAsync(long id, string key, CancellationToken cancel)
    {
        var by = member.RequireId();
        var found = await db.Set<BotButton>().AsNoTracking().Where(b => b.Id == id)
            .Join(db.Set<Bot>(), b => b.BotId, b => b.Id, (button, bot) => new { button, bot }).SingleOrDefaultAsync(cancel);
        // A bot that presses buttons of bots would never end.
        if (found is not { bot.IsActive: true } || await bots.ContainsAsync(by, cancel)
            || (await things.FindAsync(db.CommunityId, [found.button.Post], member.Viewer, cancel)).Count == 0)
            throw Refused.NotFound();
        if (await begin.FindAsync(key, cancel) is { } known)
            return (known, found.button);
        var asked = new Asked(
            InteractionKind.Button, found.button.Action, found.button.Label, NoOptions, new Place(found.button.Post, null));
        return (await begin.RunAsync(found.bot, asked, key, cancel), found.button);
    }
}
