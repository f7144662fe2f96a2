using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Content;

namespace Guildhall.Content.Covers;

/// <summary>A person's letter, drawn like the icon of a community.</summary>
internal sealed class DrawnFaces : IDrawnFaces
{
    private const int Size = 256;

    public byte[]? Draw(CommunityInfo community, string name, string accent) =>
        CoverPng.IsAble ? CoverPng.Paint(CoverDesign.Icon(community with { Name = name, Accent = accent }, Size)) : null;
}
