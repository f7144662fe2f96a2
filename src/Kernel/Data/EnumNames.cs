using System.Collections.Frozen;
using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Guildhall.Kernel.Data;

/// <summary>
/// An enum as the name of its value. EF brings the same, but as generic classes over the enum, which are compiled anew at every start for
/// each of the hundred enums; this one is compiled once.
/// </summary>
/// <exception cref="FormatException">While reading a text that names no value.</exception>
internal sealed class EnumNames : ValueConverter
{
    private readonly Names _names;

    public EnumNames(Type type) : this(type, new Names(type)) { }

    private EnumNames(Type type, Names names) : base(ToName(type, names), FromName(type, names))
    {
        ModelClrType = type;
        _names = names;
    }

    public override Func<object?, object?> ConvertToProvider => value => value is null ? null : _names.Of(value);

    public override Func<object?, object?> ConvertFromProvider => text => text is null ? null : _names.Read((string)text);

    public override Type ModelClrType { get; }

    public override Type ProviderClrType => typeof(string);

    public override Expression ConstructorExpression =>
        Expression.New(typeof(EnumNames).GetConstructor([typeof(Type)])!, Expression.Constant(ModelClrType, typeof(Type)));

    private static LambdaExpression ToName(Type type, Names names)
    {
        var value = Expression.Parameter(type, "value");
        return Expression.Lambda(
            Expression.Call(Expression.Constant(names), nameof(Names.Of), null, Expression.Convert(value, typeof(object))), value);
    }

    private static LambdaExpression FromName(Type type, Names names)
    {
        var text = Expression.Parameter(typeof(string), "text");
        return Expression.Lambda(Expression.Unbox(Expression.Call(Expression.Constant(names), nameof(Names.Read), null, text), type), text);
    }

    /// <summary>The values are boxed once, so that reading a row makes none.</summary>
    private sealed class Names(Type type)
    {
        private readonly FrozenDictionary<object, string> _names =
            Enum.GetValues(type).Cast<object>().Distinct().ToFrozenDictionary(v => v, v => v.ToString()!);

        private readonly FrozenDictionary<string, object> _values =
            Enum.GetValues(type).Cast<object>().Distinct().ToFrozenDictionary(v => v.ToString()!);

        public string Of(object value) => _names.TryGetValue(value, out var name) ? name : value.ToString()!;

        public object Read(string text) =>
            _values.TryGetValue(text, out var value) ? value : throw new FormatException($"A row holds '{text}', which is no {type.Name}.");
    }
}
