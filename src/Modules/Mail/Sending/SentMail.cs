using Guildhall.Kernel.Data;
using Guildhall.Kernel.Values;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Guildhall.Mail.Sending;

/// <summary>
/// A mail that has been begun: one row for each kind and key, so that none goes out twice. It keeps no body, which may hold a link that
/// signs somebody in.
/// </summary>
internal sealed class SentMail
{
    /// <summary>The answer while there is no server.</summary>
    public const string MailOff = "mail_off";

    private SentMail() { }

    public long Id { get; private set; }
    public string Kind { get; private set; } = "";
    public string Key { get; private set; } = "";

    /// <summary>
    /// Header Message-ID without its brackets. Stored before sending: a mail that is sent again after a crash is the same mail.
    /// </summary>
    public string MessageId { get; private set; } = "";

    /// <summary>In whose name it was sent; 0 for the installation.</summary>
    public long SenderCommunityId { get; private set; }

    public long? MemberId { get; private set; }
    public string To { get; private set; } = "";
    public string Subject { get; private set; } = "";
    public DateTime CreatedAt { get; private set; }

    /// <summary>When a server took it.</summary>
    public DateTime? SentAt { get; private set; }

    /// <summary>When it was given up, or turned out not to be wanted.</summary>
    public DateTime? EndedAt { get; private set; }

    /// <summary>What the server said last, at most 500 characters.</summary>
    public string Answer { get; private set; } = "";

    public bool IsOver => SentAt is not null || EndedAt is not null;

    public static SentMail Begin(SendMail order, DateTime now) => new()
    {
        Kind = order.Mail.Kind,
        Key = order.Mail.Key,
        MessageId = order.MessageId,
        SenderCommunityId = order.Mail.CommunityId,
        MemberId = order.Mail.MemberId,
        To = order.Mail.To,
        Subject = order.Mail.Subject,
        CreatedAt = now,
    };

    public void Sent(string answer, DateTime now) => (SentAt, Answer) = (now, Cut(answer));

    public void Refused(string answer, DateTime now, bool final) => (EndedAt, Answer) = (final ? now : null, Cut(answer));

    private static string Cut(string text) => text.CutTo(500);
}

internal sealed class SentMailMapping : IEntityTypeConfiguration<SentMail>
{
    public void Configure(EntityTypeBuilder<SentMail> builder)
    {
        builder.ToTable("sent_mails");
        builder.Property(m => m.Kind).HasMaxLength(60);
        builder.Property(m => m.Key).HasMaxLength(160);
        builder.Property(m => m.MessageId).HasMaxLength(200);
        builder.Property(m => m.To).HasMaxLength(254);
        builder.Property(m => m.Subject).HasMaxLength(300);
        builder.Property(m => m.Answer).HasMaxLength(500);
        builder.HasOne<Member>().WithMany().HasForeignKey(m => m.MemberId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(m => new { m.Kind, m.Key }).IsUnique();
        builder.HasIndex(m => m.CreatedAt);
    }
}
