import { NumberInput } from "@mantine/core";

import { SETTING_NAMES } from "~/shared/policy/settings";
import type { NumberSetting } from "~/features/policy/settingFields";
import type { RulesForm } from "~/features/policy/useRulesForm";

export function NumberField({ setting, rules }: { setting: NumberSetting; rules: RulesForm }) {
  const { name, effect, unit, min, max } = setting;
  const isPercent = unit === "%";
  const value = rules.form[name];
  return (
    <NumberInput
      label={SETTING_NAMES[name]}
      description={`${effect} Default: ${setting.default} ${unit}.`}
      suffix={` ${unit}`}
      min={min}
      max={max}
      allowDecimal={isPercent}
      decimalScale={1}
      value={isPercent ? Math.round(value * 1000) / 10 : value}
      error={rules.errorOf(name)}
      onChange={(next) => typeof next === "number" && rules.set({ [name]: isPercent ? next / 100 : next })}
    />
  );
}
