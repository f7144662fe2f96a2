using Guildhall.Bots.BuiltIn;
using Guildhall.Bots.Interactions;
using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Accounts;
using Guildhall.Kernel.Contracts.Chat;
using Guildhall.Kernel.Contracts.Bots;
using Guildhall.Kernel.Http;

namespace Guildhall.Bots.Commands;

/// <summary>Makes an interaction of what a member types after a slash. What a bot says is no command: two would talk for ever.</summary>
internal sealed class TakeCommands(
    FindCommands find, BeginInteraction begin, RulesCommand rules, IKnownBots bots, CurrentMember member, CommunityScope scope)
    : IMessageCommands
{
    public async Task<string?> TakeAsync(TypedCommand typed, CancellationToken cancel = default)
    {
        if (typed.Text.Length > Interaction.MaxText || TypedText.Read(typed.Text) is not { } text
            || await bots.ContainsAsync(member.RequireId(), cancel))
            return null;
        var place = new Place(new Thing("channel", typed.ChannelId), typed.ThreadId);
        if (await begin.FindAsync(typed.Key, cancel) is { } known)
            return InteractionPaths.Of(scope.Required.Slug, known.Id);
        if (text.Name == RulesCommand.Name && await rules.RunAsync(text, place, typed.Key, cancel) is { } told)
            return InteractionPaths.Of(scope.Required.Slug, told.Id);
        if (await find.OneAsync(text.Name, place.Thing, cancel) is not var (command, bot))
            return null;
        var begun = await begin.RunAsync(bot, new Asked(InteractionKind.Command, text.Name, text.Rest, text.Options(command), place),
            typed.Key, cancel);
        return InteractionPaths.Of(scope.Required.Slug, begun.Id);
    }
}
