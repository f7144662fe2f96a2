using Guildhall.Kernel.Contracts.Files;
using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Guildhall.Chat.Messages;

/// <summary>A file that came with a message.</summary>
internal sealed class MessageFile : ICommunityOwned
{
    private MessageFile() { }

    public long MessageId { get; private set; }
    public long FileId { get; private set; }
    public long CommunityId { get; private set; }

    /// <summary>Its address, without a host.</summary>
    public string Path { get; private set; } = "";

    public string Name { get; private set; } = "";
    public string MediaType { get; private set; } = "";

    /// <summary>Bytes.</summary>
    public long Size { get; private set; }

    public static MessageFile Of(Message message, KeptFile file) => new()
    {
        MessageId = message.Id,
        CommunityId = message.CommunityId,
        FileId = file.Id,
        Path = file.Path,
        Name = file.Name,
        MediaType = file.MediaType,
        Size = file.Size,
    };
}

internal sealed class MessageFileMapping : IEntityTypeConfiguration<MessageFile>
{
    public void Configure(EntityTypeBuilder<MessageFile> builder)
    {
        builder.ToTable("message_files");
        builder.HasKey(f => new { f.MessageId, f.FileId });
        builder.Property(f => f.Path).HasMaxLength(1200);
        builder.Property(f => f.Name).HasMaxLength(255);
        builder.Property(f => f.MediaType).HasMaxLength(100);
        builder.HasOne<Message>().WithMany().HasForeignKey(f => f.MessageId).OnDelete(DeleteBehavior.Cascade);
    }
}
