using Markdig.Extensions.CustomContainers;
using Markdig.Parsers;
using Markdig.Syntax;

namespace Guildhall.Kernel.Values;

/// <summary><c>:::</c>, not deeper than anybody writes: Markdig asks each open one about every line.</summary>
internal sealed class BoxParser : CustomContainerParser
{
    private const int MaxDepth = 20;

    public override BlockState TryOpen(BlockProcessor processor)
    {
        var depth = 0;
        for (Block? block = processor.CurrentContainer; block is not null && depth < MaxDepth; block = block.Parent)
            depth += block is CustomContainer ? 1 : 0;
        return depth < MaxDepth ? base.TryOpen(processor) : BlockState.None;
    }
}
