namespace Guildhall.Kernel.Values;

/// <summary>An element of MathML Core, or a leaf with its text. Nothing in it is markup of an author's.</summary>
internal sealed record MathNode(string Name, string? Text, IReadOnlyList<MathNode> Children)
{
    public IReadOnlyList<(string Name, string Value)> Attributes { get; init; } = [];

    /// <summary>What is written at it as an index stands above and below it.</summary>
    public bool HasLimits { get; init; }

    /// <summary>A name such as sin, which is applied to what follows.</summary>
    public bool IsFunction { get; init; }

    public string? this[string attribute] => Attributes.FirstOrDefault(a => a.Name == attribute).Value;

    public static MathNode Of(string name, params IReadOnlyList<MathNode> children) => new(name, null, children);

    public static MathNode Leaf(string name, string text, params IReadOnlyList<(string, string)> attributes) =>
        new(name, text, []) { Attributes = attributes };

    public static MathNode Space(string width) => Leaf("mspace", "", ("width", width));

    /// <summary>One as it is, others in a row.</summary>
    public static MathNode Row(IReadOnlyList<MathNode> nodes) => nodes.Count == 1 ? nodes[0] : new MathNode("mrow", null, nodes);

    public MathNode With(string attribute, string value) =>
        this with { Attributes = [.. Attributes.Where(a => a.Name != attribute), (attribute, value)] };
}
