using Guildhall.Kernel.Contracts.Communities;

namespace Guildhall.Kernel.Contracts.Content;

/// <summary>Pictures of people, drawn as covers are: a letter on a cloth.</summary>
public interface IDrawnFaces
{
    /// <summary>PNG, square; <c>null</c> where this program was built without the font that pictures are written with.</summary>
    /// <param name="name">Whose first letter it is.</param>
    /// <param name="accent">Name of the colour of the cloth.</param>
    byte[]? Draw(CommunityInfo community, string name, string accent);
}
