export const modelFaults = [];
