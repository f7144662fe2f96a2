using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Guildhall.Kernel.Data;

/// <summary>The person. The only row that every module may point at; credentials are an Account, standing is a Membership.</summary>
public sealed class Member
{
    private Member() { }

    public long Id { get; private set; }

    /// <summary>As shown to others, 1 to 60 characters.</summary>
    public string Name { get; private set; } = "";

    /// <summary>"zh" or "en".</summary>
    public string Language { get; private set; } = "";

    /// <summary>IANA name.</summary>
    public string TimeZone { get; private set; } = "";

    /// <summary>Owner of the installation.</summary>
    public bool IsOwner { get; private set; }

    /// <summary>A program that takes part: it has no credentials but a token, and is shown with a badge.</summary>
    public bool IsBot { get; private set; }

    /// <summary>Address of their picture; <c>null</c> without one.</summary>
    public string? Face { get; private set; }

    public DateTime CreatedAt { get; private set; }

    /// <summary>UTC: since when nobody is this member any more; then the name says so, and nothing else is known of them.</summary>
    public DateTime? ForgottenAt { get; private set; }

    public static Member Create(string name, string language, string timeZone, bool owner, DateTime now) => new()
    {
        Name = name,
        Language = language,
        TimeZone = timeZone,
        IsOwner = owner,
        CreatedAt = now,
    };

    public static Member CreateBot(string name, string language, string timeZone, DateTime now)
    {
        var bot = Create(name, language, timeZone, owner: false, now);
        bot.IsBot = true;
        return bot;
    }

    public void Rename(string name) => Name = name;

    /// <param name="path">As <see cref="Contracts.Files.KeptFile.Path"/> gives it; <c>null</c> takes the picture away.</param>
    public void Show(string? path) => Face = path;

    /// <param name="name">What is shown in the place of the name from now on.</param>
    public void Forget(string name, DateTime now)
    {
        (Name, Face, TimeZone, IsOwner) = (name, null, "UTC", false);
        ForgottenAt = now;
    }

    public void Prefer(string language, string timeZone) => (Language, TimeZone) = (language, timeZone);
}

internal sealed class MemberMapping : IEntityTypeConfiguration<Member>
{
    public void Configure(EntityTypeBuilder<Member> builder)
    {
        builder.ToTable("members");
        builder.Property(m => m.Name).HasMaxLength(60);
        builder.Property(m => m.Face).HasMaxLength(200);
        builder.Property(m => m.Language).HasMaxLength(8);
        builder.Property(m => m.TimeZone).HasMaxLength(64);
    }
}
