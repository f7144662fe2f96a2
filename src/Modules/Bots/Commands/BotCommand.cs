using System.Text.Json;
using System.Text.RegularExpressions;
using Guildhall.Bots.Keeping;
using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Guildhall.Bots.Commands;

/// <summary>Who may use a command, among those who may write where it is typed.</summary>
public enum CommandUsers
{
    Everyone,

    /// <summary>Who moderates.</summary>
    Team,
}

/// <summary>What an option is made of.</summary>
public enum OptionKind
{
    Text,
    Number,
}

/// <param name="Name">Small letters, digits, - and _; at most 30 characters.</param>
public sealed record CommandOption(string Name, string Description, OptionKind Kind, bool Required);

/// <summary>What members can type after a slash. In a community a name belongs to one bot.</summary>
internal sealed partial class BotCommand : ICommunityOwned
{
    public const int MaxName = 30, MaxDescription = 100, MaxOptions = 10, MaxOptionsText = 4000, Most = 50;

    private BotCommand() { }

    public long Id { get; private set; }
    public long CommunityId { get; private set; }
    public long BotId { get; private set; }

    /// <summary>Without the slash.</summary>
    public string Name { get; private set; } = "";

    public string Description { get; private set; } = "";

    /// <summary>JSON of <see cref="CommandOption"/>, in their order.</summary>
    public string Options { get; private set; } = "[]";

    public CommandUsers Users { get; private set; }

    public IReadOnlyList<CommandOption> OptionList => JsonSerializer.Deserialize<List<CommandOption>>(Options) ?? [];

    public static BotCommand Of(Bot bot, string name, string description, IReadOnlyList<CommandOption> options, CommandUsers users) => new()
    {
        CommunityId = bot.CommunityId,
        BotId = bot.Id,
        Name = name,
        Description = description,
        Options = JsonSerializer.Serialize(options),
        Users = users,
    };

    /// <summary>Letters of any script, so that a Chinese community has Chinese commands.</summary>
    [GeneratedRegex(@"^[\p{Ll}\p{Lo}\d][\p{Ll}\p{Lo}\d_-]{0,29}$")]
    public static partial Regex GoodName();
}

internal sealed class BotCommandMapping : IEntityTypeConfiguration<BotCommand>
{
    public void Configure(EntityTypeBuilder<BotCommand> builder)
    {
        builder.ToTable("bot_commands");
        builder.Property(c => c.Name).HasMaxLength(BotCommand.MaxName);
        builder.Property(c => c.Description).HasMaxLength(BotCommand.MaxDescription);
        builder.Property(c => c.Options).HasMaxLength(BotCommand.MaxOptionsText);
        builder.Ignore(c => c.OptionList);
        builder.HasOne<Bot>().WithMany().HasForeignKey(c => c.BotId).OnDelete(DeleteBehavior.Cascade);
        // Of two bots that want one name, one has it.
        builder.HasIndex(c => new { c.CommunityId, c.Name }).IsUnique();
    }
}
