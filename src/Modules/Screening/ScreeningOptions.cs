namespace Guildhall.Screening;

/// <summary>What the machine's operator decides. The section is <c>Guildhall:Screening</c>.</summary>
internal sealed class ScreeningOptions
{
    /// <summary>Whether new members post within the limits that their community has set.</summary>
    public bool NewMemberLimits { get; set; } = true;
}
