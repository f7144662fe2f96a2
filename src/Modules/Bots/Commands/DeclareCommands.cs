using Guildhall.Bots.Keeping;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.Bots.Commands;

/// <summary>A bot says which commands it has, all of them at once.</summary>
internal sealed class DeclareCommands(AppDb db, CurrentBot current, CommunityScope scope)
{
    /// <exception cref="Refused">409 at "commands": another bot has the name; 422 for what cannot stand.</exception>
    public async Task<IReadOnlyList<CommandDocument>> RunAsync(IReadOnlyList<CommandInput>? wanted, CancellationToken cancel)
    {
        var bot = await current.RequireAsync(cancel);
        if (wanted is null or { Count: > BotCommand.Most })
            throw Refused.AtField("commands", "commands_malformed", "A bot has at most {0} commands.", BotCommand.Most);
        List<BotCommand> commands = [.. wanted.Select(c => Check(bot, c))];
        if (commands.Select(c => c.Name).Distinct().Count() < commands.Count)
            throw Refused.AtField("commands", "command_twice", "A command is listed twice.");
        await using var transaction = await db.BeginWriteAsync(cancel);
        await db.LockAsync(LockOn.Community, scope.Id, cancel);
        List<string> names = [.. commands.Select(c => c.Name)];
        if (await db.Set<BotCommand>().Where(c => c.BotId != bot.Id && names.Contains(c.Name)).Select(c => c.Name)
            .FirstOrDefaultAsync(cancel) is { } taken)
            throw new Refused("command_taken", 409, "Another bot here has the command /{0}.", taken) { Field = "commands" };
        await db.Set<BotCommand>().Where(c => c.BotId == bot.Id).ExecuteDeleteAsync(cancel);
        db.AddRange(commands);
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return [.. commands.Select(CommandDocument.Of)];
    }

    private static BotCommand Check(Bot bot, CommandInput input)
    {
        var (name, description) = ((input.Name ?? "").Trim().TrimStart('/'), (input.Description ?? "").Trim());
        if (!BotCommand.GoodName().IsMatch(name) || BuiltIn.RulesCommand.Name == name)
            throw Refused.AtField("commands", "command_name_malformed", "“{0}” can't be the name of a command.", name);
        if (description.Length is 0 or > BotCommand.MaxDescription)
            throw Refused.AtField("commands", "command_description_malformed", "Say in 1 to {0} characters what /{1} does.", BotCommand.MaxDescription, name);
        List<CommandOption> options = [.. (input.Options ?? []).Select(o => Check(name, o))];
        if (options.Count > BotCommand.MaxOptions || options.Select(o => o.Name).Distinct().Count() < options.Count)
            throw Refused.AtField("commands", "command_options_malformed", "/{0} has at most {1} options, each with a name of its own.", name, BotCommand.MaxOptions);
        return BotCommand.Of(bot, name, description, options, input.Users ?? CommandUsers.Everyone);
    }

    private static CommandOption Check(string command, OptionInput input)
    {
        var (name, description) = ((input.Name ?? "").Trim(), (input.Description ?? "").Trim());
        return BotCommand.GoodName().IsMatch(name) && description.Length <= BotCommand.MaxDescription
            ? new CommandOption(name, description, input.Kind ?? OptionKind.Text, input.Required == true)
            : throw Refused.AtField("commands", "command_options_malformed", "/{0} has at most {1} options, each with a name of its own.", command, BotCommand.MaxOptions);
    }
}
