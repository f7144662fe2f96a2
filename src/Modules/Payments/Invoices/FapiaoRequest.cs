using Guildhall.Kernel.Data;
using Guildhall.Payments.Orders;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Guildhall.Payments.Invoices;

/// <summary>To whom a 发票 is made out.</summary>
public enum FapiaoTitle
{
    /// <summary>个人.</summary>
    Personal,

    /// <summary>企业: needs the tax number.</summary>
    Company,
}

/// <summary>How a request stands.</summary>
public enum FapiaoState
{
    Requested,
    Issued,
    Refused,

    /// <summary>Money went back after it was issued: the seller owes the tax office a 红字发票.</summary>
    RedLetterNeeded,

    RedLetterIssued,
}

/// <summary>
/// A member asks for a 发票, the receipt that only China's tax system can issue. The operator makes it there and says here what became of
/// it. A refused request stays, and another may follow; of others an order has one.
/// </summary>
internal sealed class FapiaoRequest : ICommunityOwned
{
    public const int MaxTitle = 100, MaxNumber = 40, MaxLink = 500, MaxReason = 500, MaxTaxNumber = 20;

    private FapiaoRequest() { }

    public long Id { get; private set; }
    public long CommunityId { get; private set; }
    public long OrderId { get; private set; }
    public long MemberId { get; private set; }
    public FapiaoTitle Kind { get; private set; }

    /// <summary>抬头.</summary>
    public string Title { get; private set; } = "";

    /// <summary>税号; empty for a person.</summary>
    public string TaxNumber { get; private set; } = "";

    public string Email { get; private set; } = "";

    /// <summary>Minor units: what was paid and had not gone back when it was asked for.</summary>
    public long Amount { get; private set; }

    /// <summary>Minor units that had not gone back when a refund was last looked at.</summary>
    public long Left { get; private set; }

    public string Currency { get; private set; } = "";
    public DateTime RequestedAt { get; private set; }
    public DateTime? IssuedAt { get; private set; }
    public DateTime? RefusedAt { get; private set; }
    public long? DecidedById { get; private set; }

    /// <summary>发票号码.</summary>
    public string Number { get; private set; } = "";

    /// <summary>Where it can be fetched; empty where the file is here.</summary>
    public string Link { get; private set; } = "";

    public bool HasFile { get; private set; }

    /// <summary>Why it was refused.</summary>
    public string Reason { get; private set; } = "";

    /// <summary>When money went back after it was issued.</summary>
    public DateTime? RedLetterNeededAt { get; private set; }

    public string RedLetterNumber { get; private set; } = "";
    public DateTime? RedLetterAt { get; private set; }

    public FapiaoState State => this switch
    {
        { RefusedAt: not null } => FapiaoState.Refused,
        { RedLetterAt: not null } => FapiaoState.RedLetterIssued,
        { RedLetterNeededAt: not null } => FapiaoState.RedLetterNeeded,
        { IssuedAt: not null } => FapiaoState.Issued,
        _ => FapiaoState.Requested,
    };

    public static FapiaoRequest Ask(Order order, FapiaoWish wish, long amount, string currency, DateTime now) => new()
    {
        CommunityId = order.CommunityId,
        OrderId = order.Id,
        MemberId = order.MemberId,
        Kind = wish.Kind,
        Title = wish.Title,
        TaxNumber = wish.TaxNumber,
        Email = wish.Email,
        Amount = amount,
        Left = amount,
        Currency = currency,
        RequestedAt = now,
    };

    /// <summary>Before it was issued: what went back in the meantime is not part of it.</summary>
    public void Lower(long amount) => (Amount, Left) = (amount, amount);

    public void Issue(string number, string link, bool hasFile, long by, DateTime now) =>
        (Number, Link, HasFile, DecidedById, IssuedAt) = (number, link, hasFile, by, now);

    public void Refuse(string reason, long? by, DateTime now) => (Reason, DecidedById, RefusedAt) = (reason, by, now);

    /// <summary>Each refund after the red letter of an earlier one needs another.</summary>
    public void NeedRedLetter(long left, DateTime now) => (Left, RedLetterNeededAt, RedLetterAt, RedLetterNumber) = (left, now, null, "");

    public void IssueRedLetter(string number, DateTime now) => (RedLetterNumber, RedLetterAt) = (number, now);
}

/// <summary>The file of an issued 发票.</summary>
internal sealed class FapiaoFile : ICommunityOwned
{
    /// <summary>Bytes. What the tax system makes has about a tenth of that.</summary>
    public const int MaxLength = 2 * 1024 * 1024;

    private FapiaoFile() { }

    public long Id { get; private set; }
    public long CommunityId { get; private set; }
    public long RequestId { get; private set; }

    /// <summary>A PDF.</summary>
    public byte[] Content { get; private set; } = [];

    public static FapiaoFile Of(FapiaoRequest request, byte[] content) =>
        new() { CommunityId = request.CommunityId, RequestId = request.Id, Content = content };
}

internal sealed class FapiaoRequestMapping : IEntityTypeConfiguration<FapiaoRequest>
{
    public void Configure(EntityTypeBuilder<FapiaoRequest> builder)
    {
        builder.ToTable("fapiao_requests");
        builder.Property(r => r.Title).HasMaxLength(FapiaoRequest.MaxTitle);
        builder.Property(r => r.TaxNumber).HasMaxLength(FapiaoRequest.MaxTaxNumber);
        builder.Property(r => r.Email).HasMaxLength(Billing.MaxEmail);
        builder.Property(r => r.Currency).HasMaxLength(3);
        builder.Property(r => r.Number).HasMaxLength(FapiaoRequest.MaxNumber);
        builder.Property(r => r.RedLetterNumber).HasMaxLength(FapiaoRequest.MaxNumber);
        builder.Property(r => r.Link).HasMaxLength(FapiaoRequest.MaxLink);
        builder.Property(r => r.Reason).HasMaxLength(FapiaoRequest.MaxReason);
        builder.Ignore(r => r.State);
        builder.HasIndex(r => r.OrderId).IsUnique().HasFilter("refused_at IS NULL");
        builder.HasIndex(r => new { r.CommunityId, r.Id });
        builder.HasIndex(r => r.MemberId);
        builder.HasOne<Order>().WithMany().HasForeignKey(r => r.OrderId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Member>().WithMany().HasForeignKey(r => r.MemberId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class FapiaoFileMapping : IEntityTypeConfiguration<FapiaoFile>
{
    public void Configure(EntityTypeBuilder<FapiaoFile> builder)
    {
        builder.ToTable("fapiao_files");
        builder.HasIndex(f => f.RequestId).IsUnique();
        builder.HasIndex(f => f.CommunityId);
        builder.HasOne<FapiaoRequest>().WithMany().HasForeignKey(f => f.RequestId).OnDelete(DeleteBehavior.Restrict);
    }
}
