using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Guildhall.Chat.Settings;

/// <summary>What a community wants of its chat; without a row messages are kept for ever.</summary>
internal sealed class ChatSettings : ICommunityOwned
{
    public const int MinKeepDays = 7, MaxKeepDays = 3650;

    private ChatSettings() { }

    public long CommunityId { get; private set; }

    /// <summary>How long messages of channels are kept; <c>null</c> for ever. Conversations are their people's.</summary>
    public int? KeepDays { get; private set; }

    public static ChatSettings Of(long communityId) => new() { CommunityId = communityId };

    public void Keep(int? days) => KeepDays = days;
}

internal sealed class ChatSettingsMapping : IEntityTypeConfiguration<ChatSettings>
{
    public void Configure(EntityTypeBuilder<ChatSettings> builder)
    {
        builder.ToTable("chat_settings");
        builder.HasKey(s => s.CommunityId);
        builder.Property(s => s.CommunityId).ValueGeneratedNever();
    }
}
