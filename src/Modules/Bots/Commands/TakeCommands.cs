using Guildhall.Bots.BuiltIn;
using Guildhall.Bots.Interactions;
using Guildhall.Kernel.Contracts.Accounts;
using Guildhall.Kernel.Contracts.Bots;
using Guildhall.Kernel.Http;

namespace Guildhall.Bots.Commands;

/// <summary>Makes an interaction of what a member types after a slash. What a bot says is no command: two would talk for ever.</summary>
internal sealed class TakeCommands(
    FindCommands find, BeginInteraction begin, RulesCommand rules, IKnownBots bots, CurrentMember member, CommunityScope scope)
    : ITypedCommands
{
    public async Task<CommandTaken?> TakeAsync(TypedCommand typed, CancellationToken cancel = default)
    {
        if (typed.Text.Length > Interaction.MaxText || TypedText.Read(typed.Text) is not { } text
            || await bots.ContainsAsync(member.RequireId(), cancel))
            return null;
        var place = new Place(typed.Place, typed.ThreadId);
        if (await begin.FindAsync(typed.Key, cancel) is { } known)
            return Taken(known);
        if (text.Name == RulesCommand.Name && await rules.RunAsync(text, place, typed.Key, cancel) is { } told)
            return Taken(told);
        if (await find.OneAsync(text.Name, place.Thing, cancel) is not var (command, bot))
            return null;
        var begun = await begin.RunAsync(bot, new Asked(InteractionKind.Command, text.Name, text.Rest, text.Options(command), place),
            typed.Key, cancel);
        return Taken(begun);
    }

    private CommandTaken Taken(Interaction interaction) =>
        new(interaction.Id, InteractionPaths.Of(scope.Required.Slug, interaction.Id));
}
