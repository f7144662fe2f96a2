using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Guildhall.Payments.Processors;

/// <summary>
/// A webhook secret that this installation made for itself. Secrets that a processor hands out come from configuration instead.
/// </summary>
internal sealed class ProcessorSecret
{
    private ProcessorSecret() { }

    public string Processor { get; private set; } = "";
    public string Secret { get; private set; } = "";
    public DateTime CreatedAt { get; private set; }
}

internal sealed class ProcessorSecretMapping : IEntityTypeConfiguration<ProcessorSecret>
{
    public void Configure(EntityTypeBuilder<ProcessorSecret> builder)
    {
        builder.ToTable("processor_secrets");
        builder.HasKey(s => s.Processor);
        builder.Property(s => s.Processor).HasMaxLength(40);
        builder.Property(s => s.Secret).HasMaxLength(100);
    }
}
