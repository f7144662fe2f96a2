namespace Guildhall.Bots.Commands;

/// <param name="Name">Without the slash: small letters of any script, digits, - and _; at most 30 characters.</param>
/// <param name="Description">What it does, in a line of at most 100 characters.</param>
/// <param name="Options">What can follow it, in this order.</param>
/// <param name="Users">"everyone" who may write there, or "team".</param>
public sealed record CommandInput(string? Name, string? Description, IReadOnlyList<OptionInput>? Options, CommandUsers? Users);

/// <param name="Kind">"text" or "number".</param>
public sealed record OptionInput(string? Name, string? Description, OptionKind? Kind, bool? Required);

/// <param name="Commands">All that the bot has from now on.</param>
public sealed record CommandsInput(IReadOnlyList<CommandInput>? Commands);

public sealed record CommandDocument(
    string Name, string Description, IReadOnlyList<CommandOption> Options, CommandUsers Users)
{
    internal static CommandDocument Of(BotCommand command) =>
        new(command.Name, command.Description, command.OptionList, command.Users);
}

public sealed record CommandListDocument(IReadOnlyList<CommandDocument> Items);
