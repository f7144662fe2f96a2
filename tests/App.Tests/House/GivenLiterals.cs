using System.Reflection;
using System.Reflection.Emit;

namespace Guildhall.App.Tests.House;

/// <summary>
/// Finds the string literals that compiled code gives to parameters of a kind. It reads the instructions (ECMA-335, III), where
/// a constructor has its name even if the source only says <c>new(…)</c>, and where pages are code like all other.
/// It follows literals through conditions, local variables and arrays, not through fields, properties and other methods.
/// </summary>
internal sealed class GivenLiterals(MethodBase method, Func<ParameterInfo, bool> wanted)
{
    private static readonly Dictionary<short, OpCode> Known = typeof(OpCodes).GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(f => (OpCode)f.GetValue(null)!).ToDictionary(o => o.Value);

    private readonly byte[] _code = method.GetMethodBody()?.GetILAsByteArray() ?? [];
    private readonly Dictionary<int, List<HashSet<string>>> _stackAt = [];
    private readonly Dictionary<int, HashSet<string>> _locals = [];
    private readonly List<string> _found = [];
    private List<HashSet<string>> _stack = [];
    private int _at;

    public static IEnumerable<string> In(Type type, Func<ParameterInfo, bool> wanted)
    {
        const BindingFlags Own = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance
            | BindingFlags.DeclaredOnly;
        return type.GetMethods(Own).Concat<MethodBase>(type.GetConstructors(Own)).SelectMany(m => new GivenLiterals(m, wanted).Find());
    }

    private List<string> Find()
    {
        while (_at < _code.Length)
        {
            if (_stackAt.TryGetValue(_at, out var jumped))
                _stack = Merged(_stack, jumped);
            Step(Next());
        }
        return _found;
    }

    private OpCode Next()
    {
        short value = _code[_at++];
        return Known[value == 0xFE ? (short)((0xFE << 8) | _code[_at++]) : value];
    }

    private void Step(OpCode op)
    {
        var operand = _at;
        _at += op.OperandType == OperandType.InlineSwitch ? 4 + 4 * BitConverter.ToInt32(_code, operand) : SizeOf(op.OperandType);
        if (op == OpCodes.Ldstr)
            _stack.Add([method.Module.ResolveString(BitConverter.ToInt32(_code, operand))]);
        else if (op == OpCodes.Dup)
            _stack.Add(_stack is [.., var top] ? top : []);
        else if (op == OpCodes.Stelem_Ref)
            PutIntoArray();
        else if (op.OperandType == OperandType.InlineMethod && op.FlowControl == FlowControl.Call)
            Call(op, MethodAt(operand));
        else if (op.OperandType is OperandType.InlineBrTarget or OperandType.ShortInlineBrTarget)
            Jump(op, operand);
        else if (LocalOf(op, operand) is { } local && op.Name!.StartsWith("st", StringComparison.Ordinal))
            Local(local).UnionWith(Pop());
        else if (LocalOf(op, operand) is { } read && op.Name!.StartsWith("ldloc", StringComparison.Ordinal)
            && !op.Name.StartsWith("ldloca", StringComparison.Ordinal))
            _stack.Add([.. Local(read)]);
        else
            Other(op);
    }

    /// <summary>The array may lie on the stack twice: both are one set.</summary>
    private void PutIntoArray()
    {
        var (value, _, array) = (Pop(), Pop(), Pop());
        array.UnionWith(value);
    }

    private void Call(OpCode op, MethodBase? called)
    {
        if (called is null)
        {
            _stack.Clear();
            return;
        }
        foreach (var parameter in called.GetParameters().Reverse())
        {
            var given = Pop();
            if (wanted(parameter))
                _found.AddRange(given);
        }
        if (op != OpCodes.Newobj && !called.IsStatic)
            Pop();
        if (op == OpCodes.Newobj || called is MethodInfo { ReturnType: var type } && type != typeof(void))
            _stack.Add([]);
    }

    private void Jump(OpCode op, int operand)
    {
        if (op.FlowControl == FlowControl.Cond_Branch)
            Remove(op);
        var target = _at + (op.OperandType == OperandType.ShortInlineBrTarget ? (sbyte)_code[operand]
            : BitConverter.ToInt32(_code, operand));
        if (target >= _at)
            _stackAt[target] = _stackAt.TryGetValue(target, out var known) ? Merged(known, _stack) : [.. _stack];
        if (op.FlowControl == FlowControl.Branch)
            _stack = [];
    }

    private void Other(OpCode op)
    {
        if (op.FlowControl is FlowControl.Return or FlowControl.Throw)
        {
            _stack = [];
            return;
        }
        Remove(op);
        for (var i = Pushed(op.StackBehaviourPush); i > 0; i--)
            _stack.Add([]);
    }

    private void Remove(OpCode op)
    {
        for (var i = op.StackBehaviourPop is StackBehaviour.Pop0 or StackBehaviour.Varpop ? 0
            : op.StackBehaviourPop.ToString().Split('_').Length; i > 0; i--)
            Pop();
    }

    private static int Pushed(StackBehaviour push) =>
        push is StackBehaviour.Push0 or StackBehaviour.Varpush ? 0 : push.ToString().Split('_').Length;

    private HashSet<string> Pop()
    {
        if (_stack is not [.., var top])
            return [];
        _stack.RemoveAt(_stack.Count - 1);
        return top;
    }

    private HashSet<string> Local(int index) => _locals.TryGetValue(index, out var local) ? local : _locals[index] = [];

    /// <summary>Where two ways meet, either's literal may lie there.</summary>
    private static List<HashSet<string>> Merged(List<HashSet<string>> one, List<HashSet<string>> other) =>
        one.Count != other.Count ? (one.Count > other.Count ? one : other)
        : [.. one.Zip(other, (a, b) => ReferenceEquals(a, b) ? a : [.. a, .. b])];

    private MethodBase? MethodAt(int operand)
    {
        try
        {
            return method.Module.ResolveMethod(
                BitConverter.ToInt32(_code, operand), method.DeclaringType?.GetGenericArguments(), method.IsGenericMethod
                    ? method.GetGenericArguments() : null);
        }
        catch (Exception error) when (error is FileNotFoundException or TypeLoadException)
        {
            // A part of another library that is not shipped: nothing of ours.
            return null;
        }
    }

    private int? LocalOf(OpCode op, int operand) => op.Name!.Contains("loc", StringComparison.Ordinal) && op.Name != "localloc"
        ? op.OperandType switch
        {
            OperandType.ShortInlineVar => _code[operand],
            OperandType.InlineVar => BitConverter.ToUInt16(_code, operand),
            _ => op.Name[^1] - '0',
        }
        : null;

    private static int SizeOf(OperandType type) => type switch
    {
        OperandType.InlineNone => 0,
        OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
        OperandType.InlineVar => 2,
        OperandType.InlineI8 or OperandType.InlineR => 8,
        _ => 4,
    };
}
