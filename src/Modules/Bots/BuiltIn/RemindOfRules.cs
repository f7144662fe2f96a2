using Guildhall.Bots.Interactions;
using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Accounts;
using Guildhall.Kernel.Contracts.Bots;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Discussions;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Events;
using Guildhall.Kernel.Http;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Bots.BuiltIn;

/// <summary>Names the rules to a member who has posted for the first time, unless they were here before this was switched on.</summary>
internal sealed class RemindOfRules(AppDb db, BuiltInBots builtIn, IKnownBots bots, IAccess access, ICommunities communities)
    : IHandle<TopicOpened>, IHandle<ReplyPosted>
{
    public Task HandleAsync(TopicOpened happened, Envelope envelope, CancellationToken cancel) => RemindAsync(envelope, cancel);

    public Task HandleAsync(ReplyPosted happened, Envelope envelope, CancellationToken cancel) => RemindAsync(envelope, cancel);

    private async Task RemindAsync(Envelope envelope, CancellationToken cancel)
    {
        // What a bot says moves no built-in bot.
        if (envelope.ActorId is not { } member || await builtIn.OnAsync(BuiltInKind.Rules, cancel) is not { OnSince: { } since }
            || await bots.ContainsAsync(member, cancel) || await builtIn.HasDoneAsync(BuiltInKind.Rules, $"{member}", cancel)
            || (await access.HoldingsAsync(
                new Viewer(member), envelope.CommunityId, since.AddSeconds(-1), cancel)).HighestTierId is not null
            || await communities.FindAsync(envelope.CommunityId, cancel) is not { } community)
            return;
        builtIn.Do(BuiltInDeed.Of(community.Id, BuiltInKind.Rules, $"{member}", member, envelope.At),
            new BotNoticeGiven(community.Id, null, BotNotice.Rules, member, new Thing("member", member), "", $"/c/{community.Slug}/rules"));
        await db.SaveChangesAsync(cancel);
    }
}

/// <summary>The command /rules, which the program itself answers, to the asker alone.</summary>
internal sealed class RulesCommand(
    AppDb db, BuiltInBots builtIn, HelperBot helper, CommunityScope scope, CurrentMember member, TimeProvider time)
{
    public const string Name = "rules";

    private static readonly Dictionary<string, object> NoOptions = [];

    /// <returns><c>null</c> while it is off.</returns>
    public async Task<Interaction?> RunAsync(Commands.TypedText text, Place place, string key, CancellationToken cancel)
    {
        if (await builtIn.OnAsync(BuiltInKind.Rules, cancel) is not { } setting || await helper.FindAsync(cancel) is not { } bot)
            return null;
        var now = time.GetUtcNow().UtcDateTime;
        var asked = Interaction.Of(
            bot, member.RequireId(), new Asked(InteractionKind.Command, Name, text.Rest, NoOptions, place), key, now);
        var words = setting.Markdown.Length > 0 ? setting.Markdown + "\n\n" : "";
        asked.Answer(ChangeBuiltIn.Render($"{words}[{RulesTitle()}](/c/{scope.Required.Slug}/rules)"), now);
        db.Add(asked);
        try
        {
            await db.SaveChangesAsync(cancel);
            return asked;
        }
        catch (DbUpdateException failed) when (failed.IsCollision())
        {
            db.ChangeTracker.Clear();
            return await db.Set<Interaction>().AsNoTracking().SingleAsync(i => i.AskerId == asked.AskerId && i.Key == key, cancel);
        }
    }

    private string RulesTitle() => scope.Required.Language == "zh" ? "社区规则" : "The rules";
}
